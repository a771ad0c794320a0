/** One small made-up group as each exporter of the WeChat family writes it. */

/** 2024-10-04 11:42:05 in Shanghai. */
export const second = 1_728_013_325;

const json = (value: unknown) => JSON.stringify(value, null, 2);

export const weflowFile = json({
  weflow: { version: '1.0.3', exportedAt: second + 90_000, generator: 'WeFlow' },
  session: { wxid: '1@chatroom', nickname: '读书会', remark: '', displayName: '读书会', type: '群聊', messageCount: 6 },
  messages: [
    weflowRow(1, '系统消息', '"阿一"邀请"小二"加入了群聊', '1@chatroom', '读书会'),
    weflowRow(2, '文本消息', '早上好', 'wxid_a', '阿一', { platformMessageId: '7123456789012345678' }),
    weflowRow(3, '引用消息', '来的[引用 阿一：早上好]', 'wxid_b', '小二', {
      platformMessageId: '7123456789012345679',
      replyToMessageId: '7123456789012345678',
      quotedSender: '阿一',
      quotedContent: '早上好',
    }),
    weflowRow(4, '图片消息', 'media/images/a.jpg', 'wxid_b', '小二'),
    weflowRow(5, '其他消息', '"阿一" 拍了拍 "小二"', '1@chatroom', '读书会'),
    weflowRow(6, '系统消息', '"小二" 撤回了一条消息', 'wxid_b', '小二', { isSend: null }),
  ],
  avatars: { wxid_a: 'data:image/png;base64,AAAA' },
});

function weflowRow(n: number, type: string, content: string, senderUsername: string, senderDisplayName: string, extra = {}) {
  const localType = type === '系统消息' ? 10000 : 1;
  return { localId: n, createTime: second + n, type, localType, content, isSend: 0, senderUsername, senderDisplayName, ...extra };
}

export const chatlogFile = json([
  chatlogRow(1, 10000, 0, '系统消息', '', '阿一(wxid_a)邀请小二(wxid_b)加入了群聊'),
  chatlogRow(2, 1, 0, 'wxid_a', '阿一', '早上好'),
  chatlogRow(3, 49, 57, 'wxid_b', '小二', '来的', { refer: { type: 1, sender: 'wxid_a', senderName: '阿一', content: '早上好' } }),
  chatlogRow(4, 3, 0, 'wxid_b', '小二', '', { md5: 'f00' }),
  chatlogRow(5, 49, 62, 'wxid_a', '阿一', '"\x24{wxid_a}" 拍了拍 "\x24{wxid_b}"'),
  chatlogRow(6, 10000, 0, '系统消息', '', '"小二" 撤回了一条消息'),
  chatlogRow(7, 49, 5, 'wxid_a', '阿一', '', { title: '为什么[要]早起', url: 'https://example.org/a' }),
]);

function chatlogRow(n: number, type: number, subType: number, sender: string, senderName: string, content: string, contents?: object) {
  const time = `2024-10-04T11:42:${String(5 + n).padStart(2, '0')}+08:00`;
  const talker = { talker: '1@chatroom', talkerName: '读书会', isChatRoom: true };
  return {
    seq: (second + n) * 1000,
    time,
    ...talker,
    sender,
    senderName,
    isSelf: false,
    type,
    subType,
    content,
    ...(contents && { contents }),
  };
}

export const chatlogTable = [
  'Time,SenderName,Sender,TalkerName,Talker,Content',
  '2024-10-04 11:42:06,,系统消息,读书会,1@chatroom,阿一(wxid_a)邀请小二(wxid_b)加入了群聊',
  '2024-10-04 11:42:07,阿一,wxid_a,读书会,1@chatroom,"早上好, ""各位"""',
  '2024-10-04 11:42:08,小二,wxid_b,读书会,1@chatroom,"> 阿一(wxid_a) 10-04 11:42:07',
  '> 早上好',
  '来的"',
  '2024-10-04 11:42:09,小二,wxid_b,读书会,1@chatroom,![图片](http://127.0.0.1:5030/image/f00)',
  '2024-10-04 11:42:10,阿一,wxid_a,读书会,1@chatroom,"""\x24{wxid_a}"" 拍了拍 ""\x24{wxid_b}"""',
  '2024-10-04 11:42:11,阿一,wxid_a,读书会,1@chatroom,[链接|为什么[要]早起](https://example.org/a)',
  '',
].join('\n');

export const chatlogText = [
  '系统消息 10-04 11:42:06\n阿一(wxid_a)邀请小二(wxid_b)加入了群聊\n',
  '阿一(wxid_a) 10-04 11:42:07\n早上好\n\n第二段\n',
  '小二(wxid_b) 10-04 11:42:08\n> 阿一(wxid_a) 10-04 11:42:07\n> 早上好\n来的\n',
  '小二(wxid_b) 10-04 11:42:09\n![图片](http://127.0.0.1:5030/image/f00)\n',
  '三毛(我) 10-04 11:42:10\n好\n',
  '',
].join('\n');

export const memotraceTable = `\ufeff${[
  'localId,TalkerId,Type,SubType,IsSender,CreateTime,Status,StrContent,StrTime,Remark,NickName,Sender',
  `1,7,10000,0,0,${second + 1},2,"""阿一""邀请""小二""加入了群聊",2024-10-04 11:42:06,,,1@chatroom`,
  `2,7,1,0,0,${second + 2},2,早上好,2024-10-04 11:42:07,,阿一,wxid_a`,
  `3,7,49,57,0,${second + 3},2,,2024-10-04 11:42:08,,小二,wxid_b`,
  `4,7,3,0,0,${second + 4},2,"<msg><img aeskey=""00"" /></msg>",2024-10-04 11:42:09,备注,小二,wxid_b`,
  `5,7,10000,0,0,${second + 5},2,"<revokemsg><![CDATA[""小二"" 撤回了一条消息 <a href=""weixin://revoke_edit_click"">重新编辑</a>]]></revokemsg>",2024-10-04 11:42:10,,,1@chatroom`,
  `6,7,49,2001,0,${second + 6},2,,2024-10-04 11:42:11,,阿一,wxid_a`,
].join('\r\n')}\r\n`;

export const memotraceText = [
  '2024-10-04 11:42:06 "阿一"邀请"小二"加入了群聊\n',
  '2024-10-04 11:42:07 阿一\n早上好\n\n第二段\n',
  '2024-10-04 11:42:08 小二\n来的\n引用:阿一:早上好\n第二行\n',
  '2024-10-04 11:42:09 小二\n[表情包]\n',
  '2024-10-04 11:42:10 阿一\n            [链接]:title:早起\n            description:好\n            url:https://example.org/a\n            name:号\n            \n',
  '2024-10-04 11:42:11 "小二" 撤回了一条消息\n',
  '2024-10-04 11:42:12 阿一\n\n',
  '',
].join('\n');

export const pywxdumpTable = [
  'id,MsgSvrID,type_name,is_sender,talker,room_name,msg,src,CreateTime',
  '1,7123456789012345677,系统通知,0,1@chatroom,1@chatroom,"""阿一""邀请""小二""加入了群聊",,2024-10-04 11:42:06',
  '2,7123456789012345678,文本,0,wxid_a,1@chatroom,"早上好, ""各位""",,2024-10-04 11:42:07',
  '3,7123456789012345679,引用回复,0,wxid_b,1@chatroom,来的,,2024-10-04 11:42:08',
  '4,7123456789012345680,图片,1,wxid_b,1@chatroom,[图片],C:\\img\\a.dat,2024-10-04 11:42:09',
  '',
].join('\n');

/** The first version: JSON in a cell, without quotes of its own. */
export const pywxdumpOldTable = [
  'id,MsgSvrID,type_name,is_sender,talker,room_name,content,CreateTime',
  '1,7123456789012345678,文本,0,wxid_a,1@chatroom,{"src": "", "msg": "早上好, 各位,\\"大家\\""},2024-10-04 11:42:07',
  '2,7123456789012345679,文本,1,我,1@chatroom,"{""src"": """", ""msg"": ""来\\n的""}",2024-10-04 11:42:08',
  '3,7123456789012345680,动画表情,0,wxid_b,1@chatroom,{"src": "", "msg": "[动画表情]"},2024-10-04 11:42:09',
  '',
].join('\n');

export const exporterPage = `<!doctype html>
<html><head><meta charset="utf-8"><style type=text/css>.msg > div { color: red }</style>
<script type="text/javascript">if (1 < 2) document.title = "</div>";</script>
<title>读书会 - 微信聊天记录</title></head><body>
<div class="msg chat-notice" msgid="1"><span class="dont-break-out">系统消息：&quot;阿一&quot;邀请&quot;小二&quot;加入了群聊</span></div>
${page(2, 1, 'chat-left', '<span class="name-left">阿一</span>', '07', '<div class="triangle"></div><span class="dont-break-out">早上好 &amp; 晚安<br />a &lt; b</span>')}
${page(3, 49, 'chat left', '<span class="dspname left">小二</span>', '08', '<span class="refermsg msg-text">「阿一：早上好」</span><br /><span>- - - - - - - - - - - - - - -</span><br /><span class="msg-text">来的</span>')}
${page(4, 3, 'media right', '<span class="dspname right">小二</span>', '09', '<img rawUrl="a.jpg" src="b.jpg" class="image" onclick="javascript:show(1 > 0);" />')}
<div class="msg chat-notice" msgid="5"><div class="content-box"><span class="msg-text">"小二" 撤回了一条消息</span></div></div>
<div class="msg chat-notice" msgid="6"><div class="content-box"><span class="msg-text">"阿一" 拍了拍 "小二"</span></div></div>
</body></html>
`;

function page(id: number, type: number, classes: string, name: string, at: string, body: string): string {
  return `<div class="msg ${classes}" msgid="${id}" msgtype="${type}">
  <div class="avatar-box"><img src="data:image/png;base64,AAAA" class="avatar"></div>
  <div class="nt-box">${name} 2024-10-04 11:42:${at}</div>
  <div class="content-box msg">${body}</div>
</div>`;
}

/** As newer versions write it: ids beside names, and most messages as strings in a script. */
export const exporterScrollingPage = `<!doctype html>
<html><head><title>读书会 - 微信聊天记录</title></head><body>
${page(2, 1, 'chat left', '<span class="dspname left" wxId="wxid_a">阿一</span>', '07', '<span class="msg-text"><pre>早上好</pre></span>')}
</body><script type="text/javascript">
${scrolled('window.moreWechatMsgs')}
</script></html>
`;

/** One of the script files beside such a page. */
export const exporterScript = `(function() {\n  ${scrolled('var msgArray')}\n  loadMsgsForNextPage();\n})();\n`;

function scrolled(list: string): string {
  const messages = [
    page(
      3,
      1,
      'chat right',
      '<span class="dspname right" wxId="wxid_b">小二</span>',
      '08',
      '<span class="msg-text"><pre>早, "各位"</pre></span>',
    ),
    '<div class="msg chat-notice" msgid="4"><div class="content-box"><span class="msg-text">"小二" 撤回了一条消息</span></div></div>\n',
    page(
      5,
      49,
      'chat left',
      '<span class="dspname left" wxId="wxid_a">阿一</span>',
      '09',
      '<a href="https://example.org/a"><b>早起</b></a>',
    ),
    page(6, 47, 'media left', '<span class="dspname left" wxId="wxid_a">阿一</span>', '10', '<img src="a.gif" class="emoji" />'),
  ];
  return `${list} = [${messages.map((message) => JSON.stringify(message)).join(',')}];`;
}

export const exporterText = [
  '读书会 - 微信聊天记录\n',
  '阿一 (2024-10-04 11:42:07):早上好',
  '第二行 (2024)',
  '"阿一"邀请"小二"加入了群聊小二 (2024-10-04 11:42:08):「阿一：早上好」',
  '- - - - - - - - - - - - - - -',
  '来的',
  '"小二" 撤回了一条消息',
  '小 二 (x) (2024-10-04 11:42:09):[图片]',
  '',
].join('\n');

export const wechatExports = {
  'weflow-json': weflowFile,
  'chatlog-json': chatlogFile,
  'chatlog-csv': chatlogTable,
  'chatlog-txt': chatlogText,
  'memotrace-csv': memotraceTable,
  'memotrace-txt': memotraceText,
  'pywxdump-csv': pywxdumpTable,
  'wechatexporter-html': exporterPage,
  'wechatexporter-txt': exporterText,
} as const;
