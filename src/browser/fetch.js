// The text of a file: without credentials and referrer, unchanged, and within 5 seconds.
export const text = async (address, integrity) => {
  const answer = await fetch(address, {
    integrity, credentials: "omit", referrerPolicy: "no-referrer", signal: AbortSignal.timeout(5000),
  });
  if (!answer.ok) throw new Error("HTTP " + answer.status);
  return answer.text();
};
