/** Things by what they have in common, in the order in which each kind first came. */
export function grouped<T, K>(things: readonly T[], kindOf: (thing: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const thing of things) {
    const group = groups.get(kindOf(thing));
    if (group === undefined) groups.set(kindOf(thing), [thing]);
    else group.push(thing);
  }
  return groups;
}
