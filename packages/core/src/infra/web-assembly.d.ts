/** What the schema engine needs of it; the DOM's library would bring types that disagree with Node's. */
declare namespace WebAssembly {
  type Exports = Record<string, unknown>;
  function instantiate(bytes: Uint8Array, imports: never): Promise<{ instance: { exports: Exports } }>;
}
