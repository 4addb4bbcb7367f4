import { DetailedError, Upload } from 'tus-js-client';

interface Sent {
  readonly id: string;
  /** null when the server took everything. */
  readonly error: Error | null;
}

const idOf = (url: string | null): string => url?.split('/').at(-1) ?? '';

/** Uploads with the client that the web app uses; for tests. */
export function send(origin: string, bytes: Buffer, fileName = 'encoder.onnx'): Promise<Sent> {
  return new Promise((resolve) => {
    const upload = new Upload(bytes, {
      endpoint: `${origin}/uploads`,
      metadata: { filename: fileName },
      retryDelays: null,
      onSuccess: () => resolve({ id: idOf(upload.url), error: null }),
      onError: (error) => resolve({ id: idOf(upload.url), error }),
    });
    upload.start();
  });
}

/** Sends in pieces and goes away after the first of them, as a browser does that loses its connection. */
export function sendPart(origin: string, bytes: Buffer, pieceBytes: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const upload = new Upload(bytes, {
      endpoint: `${origin}/uploads`,
      chunkSize: pieceBytes,
      retryDelays: null,
      onChunkComplete: () => {
        void upload.abort(false).then(() => resolve(idOf(upload.url)), reject);
      },
      onError: reject,
    });
    upload.start();
  });
}

/** Goes on with an upload where the server says that it stopped. */
export function resume(origin: string, bytes: Buffer, id: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const upload = new Upload(bytes, {
      uploadUrl: `${origin}/uploads/${id}`,
      retryDelays: null,
      onSuccess: () => resolve(),
      onError: reject,
    });
    upload.start();
  });
}

/** What the server said when it refused an upload. */
export function refusal(error: Error | null): { status: number; body: { code: string; message: string } } {
  const response = error instanceof DetailedError ? error.originalResponse : null;
  if (!response) throw new Error(`the upload was not refused: ${error}`);
  return { status: response.getStatus(), body: JSON.parse(response.getBody()) };
}
