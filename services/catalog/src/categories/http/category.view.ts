import { anyId, slug } from '@chowk/contracts/fields';
import { z } from 'zod';
import { CATEGORY_TYPES, type Category } from '../domain/category.ts';

export const categorySchema = z
  .object({
    id: anyId,
    name: z.string(),
    slug,
    type: z.enum(CATEGORY_TYPES),
    parentId: anyId.nullable().describe('The category that it is part of; null at the top.'),
    sortOrder: z.int().describe('Place among others, lowest first.'),
    icon: z.string().nullable().describe('Name of an icon of the app.'),
    image: z.string().nullable().describe('A path below /media.'),
    colour: z.string().nullable().describe('As #rrggbb.'),
    tags: z.array(z.string()),
    version: z.int().describe('Grows with each edit.'),
  })
  .meta({ id: 'Category', description: 'A category of stores and products.' });

export const categoryView = (category: Category): z.output<typeof categorySchema> => category;
