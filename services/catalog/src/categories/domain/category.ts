export const CATEGORY_TYPES = ['going_out', 'home_delivery', 'earn', 'play', 'service'] as const;
export type CategoryType = (typeof CATEGORY_TYPES)[number];

/** What a person edits of a category. */
export interface CategoryFields {
  name: string;
  slug: string;
  type: CategoryType;
  parentId: string | null;
  sortOrder: number;
  icon: string | null;
  image: string | null;
  /** `#rrggbb` */
  colour: string | null;
  tags: string[];
}

export interface Category extends CategoryFields {
  id: string;
  version: number;
}
