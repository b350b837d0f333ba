export default function Page() {
  return <h1>Another article</h1>;
}
