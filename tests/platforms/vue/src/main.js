import { createApp } from "vue";
import { createRouter, createWebHistory, RouterView } from "vue-router";
import div from "./div.vue";
import element from "./element.vue";
import other from "./other.vue";
import table from "./table.vue";

const routes = Object.entries({ div, element, other, table }).map(([name, component]) => ({ path: "/" + name, component }));
createApp(RouterView).use(createRouter({ history: createWebHistory(), routes })).mount("#app");
