// SHA-256 of a file of any size, on a thread of its own and with little memory.
import { sha256 } from '../dist/hashes/sha2.js';

const PIECE = 4 * 1024 * 1024;

addEventListener('message', async ({ data: { id, file } }) => {
  try {
    const sum = sha256.create();
    for (let at = 0; at < file.size; at += PIECE) {
      sum.update(new Uint8Array(await file.slice(at, at + PIECE).arrayBuffer()));
      postMessage({ id, done: Math.min(at + PIECE, file.size) / file.size });
    }
    postMessage({ id, sha256: [...sum.digest()].map((byte) => byte.toString(16).padStart(2, '0')).join('') });
  } catch (error) {
    postMessage({ id, error: error.message || String(error) });
  }
});
