/**
 * Streams a file to the upload route with progress (0–1). XMLHttpRequest, because fetch still cannot tell how much was sent.
 * Rejects with an Error whose `code` and `data` are the product's.
 */
export function uploadFile(file: File, onProgress: (share: number) => void): Promise<{ uploadId: string; file: string; bytes: number }> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', '/api/v1/uploads');
    request.setRequestHeader('x-qunce', 'console');
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => (request.status < 300 ? resolve(request.response) : reject(new UploadError(request.response)));
    request.onerror = () => reject(new UploadError(null));
    const body = new FormData();
    body.append('file', file, file.name);
    request.send(body);
  });
}

export class UploadError extends Error {
  readonly code: string;
  readonly data: Record<string, string | number>;
  constructor(answer: { code?: string; data?: Record<string, string | number> } | null) {
    super('upload');
    this.code = answer?.code ?? 'network';
    this.data = answer?.data ?? {};
  }
}
