/**
 * A repository refused to insert a row because its id is taken. In a transaction it ends the transaction: what
 * is stored under the id is read afterwards, outside of it.
 */
export class DuplicateId extends Error {
  override readonly name = 'DuplicateId';
}
