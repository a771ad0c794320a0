/** Which column of a roster is what, by the words people and tools put in its header row. */
import type { ColumnMapping } from '../format.ts';

export interface Columns {
  id: number | null;
  /** Name columns, the one shown in the chat first; the others are aliases. */
  names: number[];
  role: number | null;
  joinedAt: number | null;
  inviter: number | null;
  /** Some exports go on listing who is gone: with the time of leaving, or a state. */
  left: number | null;
  state: number | null;
  /** Exports of several groups name the group in every row. */
  group: number | null;
}

// First found wins: what the platform itself keys people by comes before what merely tells them apart.
const ids = [
  'wxid',
  '微信id',
  'userid',
  'external_userid',
  '成员userid',
  '外部联系人id',
  '客户id',
  'user_id',
  '成员id',
  '用户id',
  'platformid',
  'qq',
  'qq号',
  'qq号码',
  'uin',
  '微信号',
  'wechatid',
  'username',
  'id',
  '手机号',
  '手机',
  '手机号码',
  '电话',
  '联系电话',
  'phone',
  'mobile',
  'unionid',
];
const names = [
  '群昵称',
  '群名片',
  '群内昵称',
  '本群昵称',
  'groupnickname',
  'displayname',
  '昵称',
  '微信昵称',
  '微信名',
  'qq昵称',
  '网名',
  '用户昵称',
  '客户昵称',
  '客户名称',
  '成员昵称',
  '成员姓名',
  '群成员',
  '群成员名称',
  'nickname',
  'accountname',
  '姓名',
  '名字',
  '真实姓名',
  '学员姓名',
  '成员',
  '成员名称',
  '学员',
  'name',
  '备注',
  '备注名',
  'remark',
];
const roles = ['角色', '身份', '职务', '群角色', '权限', 'role'];
const joins = ['入群时间', '进群时间', '加入时间', '加群时间', '入群日期', '进群日期', '加入日期', 'joinedat', 'jointime', 'joined'];
const inviters = ['邀请人', '邀请者', '邀请成员', '入群邀请人', 'invitor', 'inviter', 'invitedby', 'invitor.userid', 'invitoruserid'];
const leaves = ['退群时间', '离群时间', '退出时间', '退群日期', 'lefttime', 'leftat', 'quittime'];
const states = ['在群状态', '成员状态', '群成员状态', '是否在群', '是否退群'];
const groups = ['群名称', '客户群名称', '群聊名称', '所在群', '群名', 'groupname', 'chatname'];
/** One row a group, not one a member. */
const lists = ['usercount', 'membercount', '成员数', '群人数', '群成员数', '客户数量'];
const chat = ['内容', '消息', '消息内容', '聊天内容', '发言', 'text', 'message', 'content', 'body', 'strcontent'];

function cellName(cell: string): string {
  return cell
    .trim()
    .toLowerCase()
    .replace(/[\s*_（）()：:-]/g, '');
}

/** The columns a header row names, or null where the row is no roster header. A chat export's header is none. */
export function columnsOf(cells: string[]): Columns | null {
  const found = cells.map(cellName);
  if (found.some((cell) => chat.includes(cell) || lists.includes(cell))) return null;
  const first = (wanted: string[]) => {
    const hit = wanted.map((word) => found.indexOf(word.replace('_', ''))).find((index) => index >= 0);
    return hit ?? null;
  };
  const nameColumns = names.map((word) => found.indexOf(word)).filter((index) => index >= 0);
  const id = first(ids);
  if (nameColumns.length === 0 && (id === null || cells.length < 2)) return null;
  return {
    id,
    names: nameColumns,
    role: first(roles),
    joinedAt: first(joins),
    inviter: first(inviters),
    left: first(leaves),
    state: first(states),
    group: first(groups),
  };
}

/** Columns as told: by header name, else by position from 0. */
export function columnsAsTold(told: ColumnMapping, header: string[]): Columns {
  const index = (wanted: string | undefined) => {
    if (wanted === undefined) return null;
    const named = header.findIndex((cell) => cell.trim() === wanted.trim());
    return named >= 0 ? named : /^\d{1,3}$/.test(wanted) ? Number(wanted) : null;
  };
  const name = index(told.senderName);
  const rest = { role: null, inviter: null, left: null, state: null, group: null };
  return { id: index(told.senderId), names: name === null ? [] : [name], joinedAt: index(told.time), ...rest };
}
