import { describe, expect, it } from 'vitest';
import type { PersonObservation } from './person-observation.ts';
import { linkRoster } from './roster.ts';

function seen(who: string, ...names: string[]): PersonObservation {
  const by = who.startsWith('id:') ? 'id' : 'name';
  return { who, by, names: names.map((name) => ({ name, first: 1, last: 1 })), inRoster: false, spoke: true, role: null, joinedAt: null };
}

describe('who on the roster is who in the chat', () => {
  it.each([
    ['a name beside an id', [seen('id:1', '林小满')], seen('name:林小满', '林小满'), 'id:1'],
    ['a former name', [seen('id:1', '林小满', '阿满')], seen('name:阿满', '阿满'), 'id:1'],
    ['an id beside a name', [seen('name:Momo', 'Momo')], seen('id:9', 'momo '), 'name:Momo'],
    ['the same key', [seen('name:Momo', 'Momo')], seen('name:Momo', 'Momo'), 'name:Momo'],
    ['two ids stay two accounts', [seen('id:1', 'Momo')], seen('id:2', 'Momo'), 'id:2'],
    ['a name two people bear names nobody', [seen('id:1', 'Momo'), seen('id:2', 'Momo')], seen('name:Momo', 'Momo'), 'name:Momo'],
    ['a stranger', [seen('id:1', '林小满')], seen('name:何敏', '何敏'), 'name:何敏'],
  ])('%s', (_case, chat, listed, who) => {
    expect(linkRoster(chat, [listed]).map((person) => person.who)).toEqual([who]);
  });

  it('leaves two people of one name on the roster apart', () => {
    const roster = [seen('id:7', 'Momo'), seen('id:8', 'Momo')];
    expect(linkRoster([seen('name:Momo', 'Momo')], roster)).toEqual(roster);
  });
});
