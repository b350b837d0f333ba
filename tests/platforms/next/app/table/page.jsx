"use client";
import { useState } from "react";
import Link from "next/link";

export default function Page() {
  const [likes, setLikes] = useState(0);
  return (
    <>
      <h1>A table</h1>
      <p>An article about a choice.</p>
      {{table only}}
      <p><button onClick={() => setLikes(likes + 1)}>{likes} likes</button></p>
      <p>The article goes on, with <Link href="/other">another</Link>.</p>
    </>
  );
}
