import type { OpenApiDocument } from '@chowk/openapi';
import converter from 'openapi-to-postmanv2';

/** Ids that the converter draws anew at each run: without them the file changes only when the contract does. */
const DRAWN = new Set(['id', '_postman_id', '_postman_previewlanguage']);

/** Examples of answers: what an operation answers is in the document, and made-up examples would bury the rest. */
const isExamples = (key: string, value: unknown): boolean => key === 'response' && Array.isArray(value);

/** The document as a Postman collection (v2.1), folders by tag. */
export async function postmanCollection(document: OpenApiDocument): Promise<unknown> {
  const collection = await withFixedRandom(() => convert(document));
  return withoutDrawn(collection);
}

/** The converter draws how many keys an example of a map has. */
async function withFixedRandom<T>(work: () => Promise<T>): Promise<T> {
  const { random } = Math;
  Math.random = () => 0.5;
  try {
    return await work();
  } finally {
    Math.random = random;
  }
}

const convert = (document: OpenApiDocument): Promise<unknown> =>
  new Promise((resolve, reject) => {
    converter.convert(
      { type: 'json', data: structuredClone(document) },
      {
        folderStrategy: 'Tags',
        requestParametersResolution: 'Schema',
        exampleParametersResolution: 'Schema',
      },
      (error, result) => {
        if (error) return reject(error);
        const [converted] = result?.output ?? [];
        if (!converted) return reject(new Error(`no Postman collection: ${result?.reason}`));
        resolve(converted.data);
      },
    );
  });

function withoutDrawn(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutDrawn);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, inner]) => !(DRAWN.has(key) && typeof inner === 'string') && !isExamples(key, inner))
      .map(([key, inner]) => [key, withoutDrawn(inner)]),
  );
}
