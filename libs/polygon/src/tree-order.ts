import { FRAME, type Border } from './borders.js';

/**
 * Each border before those that lie in it, and of those that lie in the same one the last found first: the order in
 * which OpenCV's findContours lists a tree (RETR_TREE), which puts each new contour before its siblings.
 */
export function treeOrder(found: readonly Border[]): readonly number[] {
  const none = FRAME;
  // slot 0 is the frame's, slot n + 1 is border n's
  const lastChild = new Int32Array(found.length + 1).fill(none);
  const sibling = new Int32Array(found.length).fill(none);
  found.forEach(({ parent }, n) => {
    sibling[n] = lastChild[parent + 1];
    lastChild[parent + 1] = n;
  });
  const order: number[] = [];
  const waiting = [lastChild[0]];
  for (let n = waiting.pop(); n !== undefined; n = waiting.pop()) {
    if (n === none) continue;
    order.push(n);
    waiting.push(sibling[n], lastChild[n + 1]);
  }
  return order;
}
