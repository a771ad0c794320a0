import { FixedTexts } from './fixed-texts.ts';

/** Bodies that stand in the place of a message its sender or an admin deleted, without a final dot. */
const DELETED = new FixedTexts(
  'this message was deleted|you deleted this message|message deleted|diese nachricht wurde gelöscht|du hast diese nachricht gelöscht|se eliminó este mensaje|este mensaje fue eliminado|eliminaste este mensaje|mensaje eliminado|mensagem apagada|esta mensagem foi apagada|esta mensagem foi apagada pelo remetente|você apagou esta mensagem|apagou esta mensagem|eliminou esta mensagem|esta mensagem foi eliminada|ce message a été supprimé|vous avez supprimé ce message|questo messaggio è stato eliminato|hai eliminato questo messaggio|данное сообщение удалено|это сообщение удалено|сообщение удалено|вы удалили это сообщение|вы удалили данное сообщение|このメッセージは削除されました|このメッセージを削除しました|メッセージを削除しました|pesan ini dihapus|pesan ini telah dihapus|anda menghapus pesan ini|anda telah menghapus pesan ini|这条消息已删除|这条消息已被删除|此消息已删除|此消息已被删除|消息已删除|信息已删除|您删除了这条消息|您删除了此消息|您已删除这条消息|您已删除此消息|你删除了这条消息|你已删除这条消息|此訊息已刪除|此訊息已被刪除|這則訊息已刪除|您已刪除此訊息|你已刪除此訊息|您刪除了此訊息|你刪除了此訊息|您已刪除這則訊息|你已刪除這則訊息|이 메시지는 삭제되었습니다|삭제한 메시지입니다|이 메시지를 삭제했습니다|삭제된 메시지입니다'
    .split('|')
    .map((text) => [text, true] as const),
);
const DELETED_BY_ADMIN =
  /^(?:This message was deleted by admin|Diese Nachricht wurde (?:von|vom) .{0,20}?Admin|Un admin(?:\.|istrador)? .{0,60}eliminó este mensaje|(?:Esta m|M)ensagem .{0,12}(?:apagada|eliminada) (?:pel[ao]|por) .{0,10}admin|Ce message a été supprimé par l['’]admin|Questo messaggio è stato eliminato dall['’]amm|Pesan ini dihapus oleh admin|此(?:消息|訊息)已[由被](?:群组|群組)?管理(?:员|員).{0,60}(?:删除|刪除))/;

/** Whether the whole body says that a message was deleted. */
export function isDeletion(text: string): boolean {
  return DELETED.get(text) === true || (text.length < 120 && DELETED_BY_ADMIN.test(text));
}
