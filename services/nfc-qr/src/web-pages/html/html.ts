/** Markup that is safe to send: everything put into it has been escaped. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escape = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);

type Piece = Html | string | number | undefined | readonly Piece[];

const rendered = (piece: Piece): string => {
  if (piece === undefined) return '';
  if (piece instanceof Html) return piece.text;
  return Array.isArray(piece) ? piece.map(rendered).join('') : escape(String(piece));
};

/** Builds markup: what stands in `${}` is escaped unless it is markup itself. Attributes need double quotes. */
export const html = (parts: TemplateStringsArray, ...pieces: Piece[]): Html =>
  new Html(parts.map((part, at) => part + rendered(pieces[at])).join(''));
