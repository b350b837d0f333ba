export default function Layout({ children }) {
  return (
    <html lang="en">
      <head>
        <title>Articles</title>
        <link rel="icon" href="data:," />
        <script async src="{{loader}}" />
      </head>
      <body>
        <main>{children}</main>
      </body>
    </html>
  );
}
