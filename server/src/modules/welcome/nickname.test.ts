import { constantFrom, property, assert as propertyHolds, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lintNickname, suggestedFormat } from './nickname.ts';

const known = { community: '长风', place: '' };
const lint = (nickname: string, format: string, place = '') => lintNickname(nickname, format, { ...known, place });

describe('a nickname', () => {
  it.each([
    ['早起营丨林夏丨杭州', '“早起营”丨姓名丨城市'],
    ['长风丨Anne-Marie', '社群名丨姓名'],
    ['杭州丨林夏', '地区丨姓名'],
    ['随便写', ''],
  ])('%s is written as %s', (nickname, format) => {
    expect(lint(nickname, format)).toEqual({ met: true, proposal: nickname, lacks: [] });
  });

  it.each([
    ['林夏', '社群名丨姓名', '', '长风丨林夏'],
    ['长风-林夏', '社群名丨姓名', '', '长风丨林夏'],
    ['长风｜林夏', '社群名丨姓名', '', '长风丨林夏'],
    ['林夏 杭州', '“早起营”丨姓名丨城市', '', '早起营丨林夏丨杭州'],
    ['早起营丨林夏', '“早起营”丨姓名丨城市', '杭州', '早起营丨林夏丨杭州'],
    ['别的群丨林夏丨杭州', '“早起营”丨姓名丨城市', '', '早起营丨林夏丨杭州'],
    ['林夏', '地区丨姓名', '杭州', '杭州丨林夏'],
    ['Anne Marie', '社群名丨姓名', '', '长风丨Anne Marie'],
    [' 长风丨林夏', '社群名丨姓名', '', '长风丨林夏'],
  ])('%s for %s with “%s” is proposed as %s', (nickname, format, place, proposal) => {
    expect(lint(nickname, format, place)).toEqual({ met: false, proposal, lacks: [] });
  });

  it('is not made up where only the person knows', () => {
    expect(lint('林夏', '“早起营”丨姓名丨城市')).toEqual({ met: false, proposal: null, lacks: ['城市'] });
    expect(lint('阿树 杭州', '城市丨车型丨昵称')).toEqual({ met: false, proposal: null, lacks: ['车型'] });
    expect(lint('长风', '社群名丨姓名')).toEqual({ met: false, proposal: null, lacks: ['姓名'] });
  });

  it('that is proposed is written by the format', () => {
    const formats = constantFrom('社群名丨姓名', '“早起营”丨姓名丨城市', '地区丨姓名', '城市丨车型丨昵称', '姓名');
    propertyHolds(
      property(string({ maxLength: 40 }), formats, string({ maxLength: 20 }), (nickname, format, place) => {
        const { proposal } = lint(nickname, format, place);
        if (proposal !== null) expect(lint(proposal, format)).toEqual({ met: true, proposal, lacks: [] });
      }),
      { numRuns: 1_000 },
    );
  });
});

it.each([
  ['早起营丨姓名丨城市', '早起写作营', '“早起营”丨姓名丨城市'],
  ['城市|车型|昵称', '城市车友会', '城市丨车型丨昵称'],
  ['写作班丨姓名', '晨读营', '写作班丨姓名'],
  ['', '晨读营', ''],
])('the format %s of a document is suggested to %s as %s', (format, community, suggested) => {
  expect(suggestedFormat(format, community)).toBe(suggested);
});
