// Creates the owner of the site, and writes the posts as the editor of Ghost does: HTML cards.
const site = "http://127.0.0.1:{{port}}", api = site + "/ghost/api/admin";
const pause = () => new Promise((done) => setTimeout(done, 500));
while (!(await fetch(site).catch(() => false)).ok) await pause();

let cookie = "";
const ask = async (path, body) => {
  const headers = { "Content-Type": "application/json", Origin: site, Cookie: cookie };
  const answer = await fetch(api + path, { method: "POST", headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer;
};
const name = "owner@example.com", password = "a-long-passphrase-1";
await ask("/authentication/setup/", { setup: [{ name: "Owner", email: name, password, blogTitle: "Articles" }] });
const session = await ask("/session/", { username: name, password });
cookie = session.headers.getSetCookie().map((text) => text.split(";")[0]).join("; ");

const posts = {
  frame: String.raw`{{frame}}`,
  div: String.raw`{{div}}`,
  table: String.raw`{{table}}`,
  // The first page that is asked for is written last.
  element: String.raw`{{element}}`,
};
for (const [slug, lines] of Object.entries(posts)) {
  const html = `<p>An article about a choice.</p><!--kg-card-begin: html-->${lines}<!--kg-card-end: html--><p>The article goes on.</p>`;
  await ask("/posts/?source=html", { posts: [{ title: `Article: ${slug}`, slug, status: "published", html }] });
}
