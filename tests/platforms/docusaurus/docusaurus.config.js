module.exports = {
  title: "Articles",
  url: "http://127.0.0.1:{{port}}",
  baseUrl: "/",
  scripts: [{ src: "{{loader}}", async: true }],
  presets: [["classic", { docs: { routeBasePath: "/", sidebarPath: undefined }, blog: false }]],
  themeConfig: { colorMode: { defaultMode: "light", respectPrefersColorScheme: false } },
};
