/** Waits until `holds` does, a few seconds at most: for what a server does after it has answered. */
export async function eventually(
  holds: () => boolean | Promise<boolean>,
  milliseconds = 3000,
): Promise<void> {
  const deadline = Date.now() + milliseconds;
  while (!(await holds())) {
    if (Date.now() > deadline)
      throw new Error(`It did not come true within ${milliseconds} ms: ${holds.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
