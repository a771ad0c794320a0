/** By what people are found: any of their names. */
import { type SQL, sql } from 'drizzle-orm';

/** Condition on `member_picture`. */
export function searchCondition(wanted: string): SQL {
  return sql`position(${wanted.trim().toLowerCase()}::text IN search) > 0`;
}
