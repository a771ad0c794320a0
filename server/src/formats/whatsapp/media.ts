import type { MessageKind } from '#vocabulary/records';

import { FixedTexts } from './fixed-texts.ts';

/** What phones write where a medium was left out, without marks and a final dot, in lower case. */
const OMITTED: [MessageKind, string][] = [
  [
    'image',
    'image omitted|photo omitted|gif omitted|bild weggelassen|gif weggelassen|foto weggelassen|imagen omitida|foto omitida|gif omitido|imagem ocultada|imagem omitida|imagem não revelada|gif omitida|gif não revelada|image absente|image omise|photo absente|gif retiré|gif omis|immagine omessa|gif esclusa|gif omessa|изображение отсутствует|изображение пропущено|gif отсутствует|gif пропущен|画像は含まれていません|画像が省略されました|gifは含まれていません|gambar tidak disertakan|gif tidak disertakan|图片已省略|图像已省略|照片已忽略|图片已忽略|图像已忽略|gif 已省略|gif 动态图已被忽略|圖片已略去|圖像已省略|圖片已省略|圖片已忽略|gif 已略去|gif 圖片已被省略|이미지 생략됨|사진 생략됨|gif 생략됨',
  ],
  [
    'video',
    'video omitted|video note omitted|video weggelassen|videonachricht weggelassen|video omitido|vídeo omitido|videomensaje omitido|vídeo ocultado|vídeo não revelado|vidéo absente|vidéo omise|note vidéo absente|video omesso|videomessaggio omesso|видео отсутствует|видео пропущено|видеозаметка опущена|ビデオは含まれていません|動画は含まれていません|video tidak disertakan|catatan video tidak disertakan|视频已忽略|视频已省略|影片已略去|影片已省略|影片已忽略|비디오 생략됨|동영상 생략됨',
  ],
  [
    'voice',
    'audio omitted|voice message omitted|view once voice message omitted|audio weggelassen|audio omitido|áudio ocultado|áudio omitido|ficheiro de áudio não revelado|audio omis|audio absent|audio omesso|аудиофайл отсутствует|аудио отсутствует|аудио пропущено|音声は含まれていません|オーディオは含まれていません|audio tidak disertakan|音频已忽略|音频已省略|音訊已略去|音訊已省略|音訊已忽略|오디오 생략됨',
  ],
  [
    'sticker',
    'sticker omitted|sticker weggelassen|sticker omitido|figurinha omitida|sticker não revelado|sticker omis|sticker absent|sticker non incluso|sticker omesso|стикер не добавлен|стикер отсутствует|стикер пропущен|スタンプは含まれていません|ステッカーは含まれていません|stiker tidak disertakan|贴图已省略|贴图已忽略|表情已省略|貼圖已略去|貼圖已忽略|貼圖已省略|스티커 생략됨|스티커 제외됨',
  ],
  [
    'file',
    'document omitted|dokument weggelassen|documento omitido|documento ocultado|documento não revelado|document manquant|document omis|document absent|documento omesso|документ отсутствует|документ пропущен|ドキュメントは含まれていません|文書は含まれていません|dokumen tidak disertakan|文档已省略|文档已忽略|文件已省略|文件已略去|文件已忽略|문서 생략됨',
  ],
  [
    'contact',
    'contact card omitted|kontaktkarte ausgelassen|kontaktkarte weggelassen|tarjeta de contacto omitida|cartão do contato omitido|contacto não revelado|fiche contact manquante|fiche contact omise|scheda contatto omessa|карточка контакта отсутствует|карточка контакта пропущена|連絡先カードを省略|連絡先カードは含まれていません|kartu kontak tidak disertakan|联系人卡片已忽略|联系人卡片已省略|名片已省略|聯絡人卡片已略去|聯絡人卡片已省略|연락처 카드 생략됨',
  ],
  [
    'location',
    'live location shared|live-standort geteilt|standort wird live geteilt|ubicación en tiempo real compartida|localização atual compartilhada|localização em tempo real partilhada|localisation en direct partagée|posizione attuale condivisa|posizione in tempo reale condivisa|геоданные отправлены|ライブロケーション共有|lokasi terkini dibagikan|共享实时位置|实时位置已分享|實時位置已分享|即時位置已分享',
  ],
  [
    'other',
    'null|waiting for this message|waiting for this message. this may take a while|warte auf diese nachricht. dieser vorgang kann etwas dauern|esperando este mensaje. esto puede tomar tiempo|aguardando mensagem. essa ação pode levar alguns instantes|en attente de ce message. cela peut prendre du temps|正在等待此消息。这可能需要一段时间|正在等待此訊息。這可能需要一些時間|<media omitted>|<view once message omitted>|<view once voice message omitted>|<medien ausgeschlossen>|<medien weggelassen>|<multimedia omitido>|<archivo omitido>|<mídia oculta>|<mídia omitida>|<arquivo de mídia oculto>|<ficheiro não revelado>|<médias omis>|<fichier omis>|<média omis>|<media omessi>|<media omesso>|<multimedia omesso>|<без медиафайлов>|<файл пропущен>|<медиафайл пропущен>|<медиафайл отсутствует>|<メディアは含まれていません>|<メディアなし>|<メディアファイルは含まれていません>|<media tidak disertakan>|<media disingkirkan>|<省略影音内容>|<省略多媒体文件>|<已忽略媒体文件>|<媒体已省略>|<媒体省略>|<已省略多媒體檔案>|<忽略多媒體檔>|<省略多媒體檔案>|<媒體已略去>|<已略去媒體>|<미디어 파일 제외됨>|<미디어 파일을 생략한 대화내용>',
  ],
];
const PLACEHOLDERS = new FixedTexts(OMITTED.flatMap(([kind, list]) => list.split('|').map((text) => [text, kind] as const)));

// iOS `<attached: f>`, Android `f (file attached)`, in the locales' own words.
const IOS_ATTACHED =
  /<(?:attached|angehängt|anhang|adjunto|anexado|anexo|pièce jointe|allegato|прикреплено|添付ファイル|terlampir|附件|已附加|첨부됨)[:：] ?([^<>]+)>$/i;
const ANDROID_ATTACHED =
  /^(.+?\.\w{1,5}) \((?:file attached|datei angehängt|archivo adjunto|archivo adjuntado|arquivo anexado|ficheiro anexado|fichier joint|file allegato|файл добавлен|添付ファイル有り|添付ファイルあり|ファイル添付|file terlampir|文件附件|附件檔案|檔案已附加|파일 첨부됨)\)$/i;
const POLL =
  /^(?:poll|abstimmung|umfrage|encuesta|enquete|sondagem|sondage|sondaggio|опрос|アンケート|投票|polling|jajak pendapat|설문 ?조사|투표)[:：]$/i;
const LOCATION = /^[^\n]{0,40}?[:：]? ?https:\/\/(?:maps\.google\.com\/\?q=|maps\.app\.goo\.gl\/|foursquare\.com\/v\/)\S*$/;

/** Suffix of an edited message. */
const EDITED =
  /[ \u00a0]?<(?:this message was edited|diese nachricht wurde bearbeitet\.?|se editó este mensaje\.?|este mensaje fue editado\.?|mensagem editada|esta mensagem foi editada\.?|ce message a été modifié\.?|questo messaggio è stato modificato\.?|сообщение изменено|данное сообщение изменено|このメッセージは編集されました。?|メッセージが編集されました|pesan ini diedit\.?|pesan ini telah diedit\.?|此消息已编辑|这条消息已编辑|消息已编辑|此訊息已編輯|此訊息已經過編輯|已編輯此訊息|메시지가 편집됨|이 메시지는 수정되었습니다)>$/i;

export function withoutEdited(text: string): string {
  return text.endsWith('>') ? text.replace(EDITED, '') : text;
}

/** Kind of a message from its body. `raw` still has its marks: on iOS a placeholder may follow a caption behind U+200E. */
export function messageKind(text: string, raw: string): MessageKind {
  const end = text.indexOf('\n');
  const first = end < 0 ? text : text.slice(0, end);
  const kind = PLACEHOLDERS.get(first);
  // A placeholder with a caption below it is still that medium.
  if (kind && (end < 0 || first !== 'null')) return kind;
  const mark = raw.lastIndexOf('\u200e');
  const tail = mark > 0 ? PLACEHOLDERS.get(raw.slice(mark + 1)) : undefined;
  if (tail) return tail;
  const last = first.charCodeAt(first.length - 1);
  if (last === 62) {
    const file = IOS_ATTACHED.exec(first)?.[1];
    if (file) return fileKind(file);
  } else if (last === 41) {
    const file = ANDROID_ATTACHED.exec(first)?.[1];
    if (file) return fileKind(file);
  } else if ((last === 58 || last === 0xff1a) && first.length < 30 && POLL.test(first)) return 'poll';
  return first.includes('https://') && LOCATION.test(first) ? 'location' : 'text';
}

function fileKind(file: string): MessageKind {
  if (/sticker|^STK-/i.test(file)) return 'sticker';
  const extension = file.slice(file.lastIndexOf('.') + 1).trim();
  if (/^(?:jpe?g|png|gif|heic|webp)$/i.test(extension)) return 'image';
  if (/^(?:mp4|mov|3gp|mkv|avi|webm)$/i.test(extension)) return 'video';
  if (/^(?:opus|ogg|m4a|aac|mp3|amr|wav)$/i.test(extension)) return 'voice';
  return /^vcf$/i.test(extension) ? 'contact' : 'file';
}
