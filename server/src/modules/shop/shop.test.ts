/** What the shop promises: never more than there are, points once there and once back, addresses no longer than needed. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { campWorld, type Person } from '#testing/camp';
import { everythingKept } from '#testing/everything-kept';
import type { Good, Order } from './contract.ts';

const camp = await campWorld('2026-03-02T00:00:00Z');
const { run, world: home } = camp;
const address = { recipient: '林夏', phone: '13800009999', address: '长风路一号' };
type Shown = Order & { nickname: string | null };
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code: string }) => error.code,
  );

/** A community with a good on its shelf, and people with so many points each. */
async function begun(names: readonly string[], terms: object = {}, points = 100) {
  const communityId = await camp.community();
  const people = await camp.people(communityId, names);
  const give = { communityId, enrolmentIds: people.map(({ id }) => id), amount: points, reason: '开学礼', requestId: home.kernel.newId() };
  if (points > 0) await run('points.award', give);
  const good = { communityId, name: '搪瓷杯', price: 40, stock: 3, delivery: 'address', ...terms };
  const { id: goodId } = await run<{ id: string }>('shop.makeGood', good);
  const mine = ({ actor }: Person) =>
    run<{ balance: number; orders: Order[]; goods: (Good & { mayOrder: string })[] }>('shop.mine', { communityId }, actor);
  return {
    ...{ communityId, people, goodId, mine },
    order: ({ actor }: Person, requestId = home.kernel.newId(), price = good.price, to = address) =>
      run<{ orderId: string; balance: number }>('shop.order', { goodId, requestId, price, to }, actor),
    shelf: async () => (await run<{ goods: (Good & { ordered: number })[] }>('shop.goods', { communityId })).goods[0],
    orders: async () => (await run<{ orders: Shown[] }>('shop.orders', { communityId })).orders,
    send: (orderId: string, given: object = { tracking: 'SF1234567890' }) =>
      run<{ sent: number }>('shop.send', { communityId, orders: [{ orderId, ...given }] }),
  };
}

describe('ordering', () => {
  it('spends points and takes from the shelf, once a press', async () => {
    const { people, order, mine, shelf } = await begun(['林夏']);
    const request = home.kernel.newId();
    const [first, again] = await Promise.all([order(people[0], request), order(people[0], request)]);
    expect(again).toEqual(first);
    expect(first.balance).toBe(60);
    expect(await mine(people[0])).toMatchObject({ balance: 60, orders: [{ name: '搪瓷杯', price: 40, state: 'ordered', address }] });
    expect(await shelf()).toMatchObject({ stock: 2, ordered: 1 });
  });

  it.each([
    ['the balance is short', {}, 39, 'points.insufficient'],
    ['nothing is left', { stock: 0 }, 100, 'good.soldOut'],
    ['it is off sale', { onSale: false }, 100, 'good.offSale'],
  ])('is refused where %s, and nothing is taken', async (_why, terms, points, code) => {
    const { people, order, mine, shelf } = await begun(['林夏'], terms, points);
    const before = await shelf();
    expect(await codeOf(order(people[0]))).toBe(code);
    expect(await mine(people[0])).toMatchObject({ balance: points, orders: [] });
    expect(await shelf()).toEqual(before);
  });

  it('keeps to the limit of one person, to the price that was seen, and asks where to send it', async () => {
    const { people, order, goodId, mine } = await begun(['林夏'], { perPerson: 1, price: 10 });
    const { actor } = people[0];
    expect(await codeOf(order(people[0], home.kernel.newId(), 9))).toBe('good.price');
    expect(await codeOf(run('shop.order', { goodId, requestId: home.kernel.newId(), price: 10 }, actor))).toBe('good.address');
    await order(people[0]);
    expect(await codeOf(order(people[0]))).toBe('good.limit');
    expect((await mine(people[0])).goods[0]).toMatchObject({
      mayOrder: 'limit',
      needs: [
        { code: 'stock', met: true },
        { code: 'limit', need: 1, have: 1, met: false },
        { code: 'points', need: 10, met: true },
      ],
    });
  });

  it('never sells more than there are, whoever presses at once, and stock, orders and points add up after any cancelling', async () => {
    const step = fc.record({ who: fc.nat(4), cancel: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 5 }), fc.array(step, { minLength: 1, maxLength: 14 }), async (stock, steps) => {
        const names = ['一', '二', '三', '四', '五'];
        const { people, order, mine, shelf, orders } = await begun(names, { stock, perPerson: 2 });
        const answers = await Promise.all(steps.map(({ who }) => codeOf(order(people[who] ?? people[0]))));
        const sold = answers.filter((answer) => answer === 'done').length;
        expect(await shelf()).toMatchObject({ stock: stock - sold, ordered: sold });
        const placed = await orders();
        const back = placed.filter((_, index) => steps[index]?.cancel);
        // Each twice at once: once is all it does.
        await Promise.all([...back, ...back].map(({ id }) => run('shop.cancelOrder', { orderId: id, reason: '缺货' })));
        expect((await shelf())?.stock).toBe(stock - sold + back.length);
        for (const person of people) {
          const { balance, orders: own } = await mine(person);
          expect(balance).toBe(100 - 40 * own.filter(({ state }) => state !== 'cancelled').length);
        }
      }),
      { numRuns: 12 },
    );
  }, 120_000);
});

describe('an order', () => {
  it('cancelled at the same moment as its person is erased comes back to the shelf once', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { people, order, orders, shelf } = await begun(['林夏', '阿树'], { price: 1 });
      for (let n = 0; n < 3; n += 1) await order(people[0]);
      const placed = await orders();
      const cancelled = camp
        .later(5 * round)
        .then(() => Promise.all(placed.map(({ id }) => codeOf(run('shop.cancelOrder', { orderId: id, reason: '缺货' })))));
      await Promise.all([cancelled, run('privacy.eraseEnrolment', { enrolmentId: people[0].id, understood: true })]);
      expect((await shelf())?.stock).toBe(3);
    }
  });

  it('is sent, received, and its address forgotten a week later', async () => {
    const { people, order, mine, send, orders } = await begun(['林夏', '阿树']);
    const { orderId } = await order(people[0]);
    expect(await send(orderId)).toEqual({ sent: 1 });
    expect(await send(orderId)).toEqual({ sent: 0 });
    expect((await mine(people[0])).orders).toMatchObject([{ state: 'sent', tracking: 'SF1234567890', address }]);
    expect(await codeOf(run('shop.withdrawOrder', { orderId }, people[0].actor))).toBe('order.state');
    expect(await codeOf(run('shop.receive', { orderId }, people[1].actor))).toBe('order.unknown');
    await run('shop.receive', { orderId }, people[0].actor);
    expect(await codeOf(run('shop.cancelOrder', { orderId, reason: '退货' }))).toBe('order.state');
    const forget = () => run('shop.forgetAddresses', {}, { kind: 'system', orgId: home.orgId });
    await forget();
    expect((await orders())[0]?.address).toEqual(address);
    camp.advance(7 * 86_400_000);
    await forget();
    expect((await orders())[0]).toMatchObject({ state: 'received', address: null });
  });

  it('of something with a code needs one to be handed over, and keeps no address', async () => {
    const { people, order, mine, send } = await begun(['林夏'], { delivery: 'code' });
    const { orderId } = await order(people[0]);
    expect((await mine(people[0])).orders[0]?.address).toBe(null);
    expect(await codeOf(send(orderId, {}))).toBe('order.code');
    await send(orderId, { code: 'QUNCE-8848' });
    expect((await mine(people[0])).orders).toMatchObject([{ state: 'sent', code: 'QUNCE-8848' }]);
  });

  it('taken back by the member gives points and good back, and its address goes', async () => {
    const { people, order, mine, shelf } = await begun(['林夏']);
    const { orderId } = await order(people[0]);
    await run('shop.withdrawOrder', { orderId }, people[0].actor);
    await run('shop.withdrawOrder', { orderId }, people[0].actor);
    expect(await mine(people[0])).toMatchObject({ balance: 100, orders: [{ state: 'cancelled', address: null }] });
    expect((await shelf())?.stock).toBe(3);
  });
});

it('what is left is changed by a difference, and never below nothing', async () => {
  const { goodId, people, order, shelf } = await begun(['林夏']);
  const terms = { goodId, name: '搪瓷杯', price: 50, onSale: true };
  await order(people[0]);
  expect(await run('shop.changeGood', { ...terms, addStock: 5 })).toEqual({ stock: 7 });
  expect(await codeOf(run('shop.changeGood', { ...terms, addStock: -8 }))).toBe('good.stock');
  expect(await shelf()).toMatchObject({ stock: 7, price: 50 });
});

it('who is erased leaves no address and no code; what was not sent goes back onto the shelf', async () => {
  const { people, order, send, shelf, orders } = await begun(['李拂晓', '阿树']);
  const to = { recipient: '李拂晓', phone: '13800001234', address: '柳浪新村三幢二单元' };
  const { orderId } = await order(people[0], home.kernel.newId(), 40, to);
  await send(orderId, { tracking: 'SF20260302' });
  await order(people[0], home.kernel.newId(), 40, to);
  const copy = await run<{ orders: Order[] }>('privacy.exportMine', {}, people[0].actor);
  expect(copy.orders).toHaveLength(2);
  await run('privacy.eraseMine', { understood: true }, people[0].actor);
  await home.drain();
  const kept = await everythingKept(home);
  for (const word of ['拂晓', '柳浪新村', '13800001234', 'SF20260302']) expect(kept).not.toContain(word);
  expect(await shelf()).toMatchObject({ stock: 2, ordered: 1 });
  expect(await orders()).toMatchObject([{ nickname: null, state: 'sent', name: '搪瓷杯' }]);
});
