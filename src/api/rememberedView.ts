/**
 * Views of rows that are asked for again and again, made once for each row.
 *
 * A view that comes from here is frozen, and the wire writes a frozen struct once (xmlWriter.ts): a list that has not
 * changed costs little more than its bytes. Both memories end with the row's object, and the tables keep few of those.
 */

interface Remembered<View> {
  readonly around: readonly unknown[];
  readonly view: View;
}

/**
 * `make`, remembering its result for each row.
 * @param around what the view shows besides the row itself, as plain values in a fixed order
 */
export function rememberedView<Place, Row extends object, View extends object>(
  around: (place: Place, row: Row) => readonly unknown[],
  make: (place: Place, row: Row) => View,
): (place: Place, row: Row) => View {
  const memory = new WeakMap<Row, Remembered<View>>();
  return (place, row) => {
    const now = around(place, row);
    const last = memory.get(row);
    if (last && same(last.around, now)) return last.view;
    const view = Object.freeze(make(place, row));
    memory.set(row, { around: now, view });
    return view;
  };
}

function same(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}
