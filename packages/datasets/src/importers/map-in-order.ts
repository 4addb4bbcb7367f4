/** Applies `map` to every item, up to `width` at once; results come in the order of the items. */
export async function* mapInOrder<Item, Mapped>(
  items: Iterable<Item>,
  width: number,
  map: (item: Item) => Promise<Mapped>,
): AsyncGenerator<Mapped, void, undefined> {
  const running: Promise<Mapped>[] = [];
  try {
    for (const item of items) {
      running.push(map(item));
      const first = running.length < width ? undefined : running.shift();
      if (first !== undefined) yield await first;
    }
    for (let first = running.shift(); first !== undefined; first = running.shift()) yield await first;
  } finally {
    // A caller that stops early must not leave work that still reads from closed files.
    await Promise.allSettled(running);
  }
}
