import { AppError } from '@chowk/contracts/errors';
import type { CategoryRepository } from '../ports.ts';

/** What hindered a conditional change: no such category, or another version of it. */
export const notFoundOrConflict = async (categories: CategoryRepository, id: string): Promise<AppError> =>
  new AppError((await categories.find(id)) ? 'PRECONDITION_FAILED' : 'CATEGORY_NOT_FOUND');
