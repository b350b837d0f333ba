export default function Page() {
  return <h1>Articles</h1>;
}
