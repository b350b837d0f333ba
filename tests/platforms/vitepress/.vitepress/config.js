export default {
  title: "Articles",
  head: [["script", { async: "", src: "{{loader}}" }]],
  vue: { template: { compilerOptions: { isCustomElement: (tag) => tag == "tie-break" } } },
};
