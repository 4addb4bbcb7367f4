/** The part that is used of the glue that Emscripten makes around libjpeg-turbo's decoder. */
declare module '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs' {
  export interface JPEGDecoder {
    /** Room for a file in the decoder's memory; valid until the next call. */
    getEncodedBuffer(length: number): Uint8Array;
    /** A view of the decoder's memory: [height, width, components]. */
    getDecodedBuffer(): Uint8Array;
    decode(): void;
    getFrameInfo(): { readonly width: number; readonly height: number; readonly componentCount: number };
  }
  interface Turbo {
    readonly JPEGDecoder: new () => JPEGDecoder;
  }
  export default function createTurbo(overrides: {
    print?: (line: string) => void;
    printErr?: (line: string) => void;
  }): Promise<Turbo>;
}
