import type { SystemKind } from '#vocabulary/records';

/**
 * The system lines of WhatsApp in its locales. Groups: `one` = who joined or left by themselves (actor and person at
 * once), `actor` = who did it, `people` = to whom, as a list. Renames and notices stand first: they quote group names,
 * and a group may be called "Ana left".
 */
export interface Rule {
  kind: SystemKind;
  pattern: RegExp;
}
export interface Wording {
  language: string;
  /** What stands between the names of a list. */
  and: RegExp;
  rules: Rule[];
}

function wording(language: string, and: RegExp, rules: [SystemKind, string][]): Wording {
  // An empty named group makes `groups` exist on rules that name nobody.
  return { language, and, rules: rules.map(([kind, source]) => ({ kind, pattern: new RegExp(`^(?<_>)(?:${source})`, 'su') })) };
}

const END = '[.。]?$';
const NAME = '(?<one>.{1,100}?)';
const ACTOR = '(?<actor>.{1,100}?)';
const PEOPLE = '(?<people>.{1,400}?)';

export const wordings: Wording[] = [
  wording('en', /,? and (?:\d+ other.*)?|, /, [
    ['rename', `${ACTOR} changed (?:the subject|the group name|this group['’]s name|their phone number|to \\+?\\d|from \\+?\\d)`],
    ['rename', `\\+?[\\d ()\\-‑\\u00a0]{6,} changed to \\+?[\\d ()\\-‑\\u00a0]{6,}`],
    [
      'notice',
      `Messages (?:and calls|to this|you send)|${ACTOR} (?:created (?:this )?(?:group|community)|changed (?:this|the) (?:group|community)|changed the (?:settings|description)|pinned a message|updated the message timer|turned (?:on|off)|added this group|removed this group|deleted this group|requested to join|reset this group)`,
    ],
    [
      'notice',
      `(?:Your security code|${ACTOR}['’]s security code|You['’]re (?:now|no longer) an admin|${ACTOR} is (?:now|no longer) an admin|Disappearing messages|This (?:group|community|chat))`,
    ],
    ['join', `${NAME} joined(?: this group| the group)?(?: (?:using|via|from|through|with) .{1,120})?${END}`],
    ['join', `${ACTOR} added ${PEOPLE}${END}|${PEOPLE} (?:was|were) added.{0,80}${END}`],
    ['removal', `${ACTOR} removed ${PEOPLE}${END}|${PEOPLE} (?:was|were) removed.{0,40}${END}`],
    ['leave', `${NAME} left(?: the group| this group)?${END}`],
  ]),
  wording('zh', /、|，|, ?| ?(?:和|及|以及|與|与) ?/, [
    [
      'rename',
      `${ACTOR} ?(?:已)?(?:将|將|把)?(?:更改|更換|更换|变更|變更|修改)了?(?:群组|群組|群)?(?:主题|主題|主旨|名称|名稱|电话号码|電話號碼|手机号码|手機號碼|号码|號碼)|${ACTOR} ?(?:已)?(?:将|將|把).{0,12}(?:主题|主題|主旨|名称|名稱).{0,200}(?:改为|改為|变更为|變更為|换成|換成)`,
    ],
    ['rename', `${ACTOR} ?(?:的)?(?:电话|電話|手机|手機)?(?:号码|號碼)?(?:已)?(?:更改|变更|變更)(?:为|為|成)`],
    [
      'notice',
      `(?:消息|訊息|信息|您发送|您傳送|此群组|此群組|限时消息|限時訊息).{0,40}(?:加密|管理|关闭|關閉)|${ACTOR} ?(?:已)?(?:创建|建立|創建)了?|${ACTOR} ?(?:已)?(?:更改|变更|變更|更新|修改|更換|更换|置顶|置頂|釘選|固定|开启|開啟|关闭|關閉|重置|重設|请求|要求)`,
    ],
    ['notice', `(?:您|你)?(?:现在|現在|已|現已)?(?:是|成为|成為)(?:群组|群組)?管理(?:员|員)|.{0,80}(?:安全代码|安全碼|安全代碼)`],
    [
      'join',
      `${NAME} ?(?:已)?(?:使用|通过|通過|透过|透過|经由|經由|从|從).{1,60}(?:加入|加進).{0,20}$|${NAME} ?(?:已)?加入了?(?:此|该|該|本)?(?:群组|群組|群聊|社群|对话|對話)?${END}`,
    ],
    [
      'removal',
      `${PEOPLE} ?已?被.{0,60}(?:移除|移出|删除|刪除|踢出).{0,12}$|${ACTOR} ?(?:已)?(?:移除|删除|刪除|踢出)了? ?${PEOPLE}${END}|${ACTOR} ?(?:已)?(?:将|將|把) ?${PEOPLE} ?(?:移出|移除|踢出).{0,12}$`,
    ],
    [
      'join',
      `${PEOPLE} ?已?被(?:添加|新增|加入).{0,12}$|${ACTOR} ?(?:已)?(?:将|將|把) ?${PEOPLE} ?(?:添加|加入|新增).{0,12}$|${ACTOR} ?(?:已)?(?:添加|新增|加入|邀请|邀請)了? ?${PEOPLE}${END}`,
    ],
    ['leave', `${NAME} ?(?:已)?(?:离开|離開|退出)了?(?:此|该|該|本)?(?:群组|群組|群聊|社群)?了?${END}`],
  ]),
  wording('de', / und (?:\d+ weitere.*)?|, /, [
    [
      'rename',
      `${ACTOR} (?:hat|hast) (?:den Betreff|den Gruppennamen|den Namen der Gruppe|die (?:eigene )?(?:Telefonn|N)ummer|die Rufnummer|(?:seine|ihre) (?:Telefonn|N)ummer)|${ACTOR} hat zu \\+?\\d|.{1,60}Telefonnummer.{0,80}(?:geändert|gewechselt)`,
    ],
    [
      'notice',
      `(?:Nachrichten und Anrufe|Nachrichten in dieser)|${ACTOR} (?:hat|hast) (?:diese Gruppe|die Gruppe .{1,200} erstellt|eine Gruppe|das Gruppenbild|die Gruppenbeschreibung|die Beschreibung|die Einstellungen|die Gruppeneinstellungen|die Gruppen|eine Nachricht|selbstlöschende|den Einladungslink|die Admin|den Nachrichten|.{0,40}(?:aktiviert|deaktiviert|angefragt|fixiert))`,
    ],
    [
      'notice',
      `(?:Deine Sicherheitsnummer|Die Sicherheitsnummer|Du bist (?:jetzt|nun|kein)|${ACTOR} ist (?:jetzt|nun|kein).{0,20}Admin|${ACTOR} möchte)`,
    ],
    ['leave', `${NAME} (?:hat|hast) (?:die|diese) (?:Gruppe|Community) verlassen${END}`],
    ['join', `${NAME} (?:ist|bist) .{0,120}beigetreten${END}`],
    [
      'join',
      `${ACTOR} (?:hat|hast) ${PEOPLE} hinzugefügt(?:\\. Tippe.*)?${END}|${PEOPLE} (?:wurde|wurdest|wurden) .{0,60}?hinzugefügt${END}`,
    ],
    [
      'removal',
      `${ACTOR} (?:hat|hast) ${PEOPLE} (?:aus der Gruppe )?entfernt${END}|${PEOPLE} (?:wurde|wurdest|wurden) .{0,60}?entfernt${END}`,
    ],
  ]),
  wording('es', /,? y (?:a )?(?:\d+ .*más.*)?|, (?:a )?/, [
    [
      'rename',
      `(?:${ACTOR} )?[Cc]ambi(?:ó|aste) (?:el asunto|el nombre|su número|de número|tu número|a \\+?\\d)|.{1,60} (?:se )?cambió (?:de número|a (?:un )?nuevo número|su número)`,
    ],
    [
      'notice',
      `(?:Los mensajes y|Los mensajes en|Los mensajes temporales|Tu código|Tus mensajes|Ahora eres|Ya no eres)|(?:${ACTOR} )?(?:[Cc]re(?:ó|aste) (?:el|este|la)|[Cc]ambi(?:ó|aste) (?:la|el|los)|[Ff]ij(?:ó|aste)|[Aa]ctiv(?:ó|aste)|[Dd]esactiv(?:ó|aste)|[Rr]establec|[Aa]ctualiz|solicitó|ahora es admin|ya no es admin)|.{0,80}código de seguridad`,
    ],
    ['join', `(?:${NAME} se unió|Te uniste)(?: (?:al grupo|a este grupo))?(?: (?:usando|mediante|con|desde|a través) .{1,120})?${END}`],
    [
      'join',
      `${ACTOR} (?:añadió|agregó|ha añadido) a ${PEOPLE}${END}|(?:Añadiste|Agregaste|Has añadido) a ${PEOPLE}${END}|${ACTOR} te (?:añadió|agregó|ha añadido).{0,20}$|(?:Se (?:te )?(?:añadió|agregó)|Fuiste añadid[oa]|Te añadieron|Te agregaron)(?: a ${PEOPLE})?${END}`,
    ],
    [
      'removal',
      `${ACTOR} (?:eliminó|sacó|quitó|expulsó|ha eliminado) a ${PEOPLE}(?: del grupo)?${END}|(?:Eliminaste|Sacaste|Quitaste|Has eliminado) a ${PEOPLE}${END}|${ACTOR} te (?:eliminó|sacó|quitó|ha eliminado).{0,20}$|(?:Se (?:te )?eliminó|Te eliminaron|Fuiste eliminad[oa])(?: a ${PEOPLE})?${END}`,
    ],
    [
      'leave',
      `(?:${NAME} (?:salió|ha salido|abandonó|ha abandonado|se fue)|Saliste|Has salido|Abandonaste)(?: (?:del|el|de este) grupo)?${END}`,
    ],
  ]),
  wording('pt', / e (?:(?:mais|outr[ao]s) \d+.*)?|, /, [
    ['rename', `${ACTOR} (?:mudou|alterou) (?:o assunto|o nome|de número|o número|seu número|para \\+?\\d|para um novo número)`],
    [
      'notice',
      `(?:As mensagens|Mensagens e|Seu código|O seu código|As suas mensagens)|${ACTOR} (?:criou|mudou|alterou|fixou|ativou|desativou|atualizou|redefiniu|pediu|solicitou|agora é|não é mais|deixou de ser|ligou|desligou)|.{0,80}código de segurança`,
    ],
    [
      'join',
      `${NAME} (?:entrou|juntou-se|aderiu|ingressou)(?: (?:usando|através|com|no|neste|ao|a este|via|por|pela|da|a partir) .{1,160})?${END}`,
    ],
    ['join', `${ACTOR} adicionou ${PEOPLE}${END}|${PEOPLE} (?:foi|foram) adicionad[oa]s?(?:\\(a\\))?.{0,60}$`],
    ['removal', `${ACTOR} removeu ${PEOPLE}${END}|${PEOPLE} (?:foi|foram) removid[oa]s?(?:\\(a\\))?.{0,60}$`],
    ['leave', `${NAME} (?:saiu|saíste|deixou o grupo|abandonou)(?: d[oe](?:ste)? grupo| o grupo)?${END}`],
  ]),
  wording('fr', / et (?:\d+ autres.*)?|, /, [
    [
      'rename',
      `${ACTOR} (?:a|avez) (?:changé|modifié|remplacé) (?:le sujet|le nom|l['’]objet|de numéro|son numéro|votre numéro)|${ACTOR} (?:est passé|a changé).{0,12}(?:à|pour) \\+?\\d`,
    ],
    [
      'notice',
      `(?:Les messages|Vos messages|Votre code|Vous êtes (?:maintenant|désormais|un)|Vous n['’]êtes plus)|${ACTOR} (?:a|avez) (?:créé|changé|modifié|épinglé|activé|désactivé|réinitialisé|mis à jour|demandé)|${ACTOR} est (?:maintenant|désormais) admin|.{0,80}code de sécurité`,
    ],
    ['join', `${NAME} (?:a|avez) rejoint.{0,160}$|${NAME} s['’]est joint.{0,120}$`],
    ['leave', `${NAME} (?:a|avez) quitté(?: le groupe| ce groupe)?${END}|${NAME} (?:est|êtes) parti(?:\\(?e\\)?)?${END}`],
    [
      'join',
      `${ACTOR} vous a ajouté(?:\\(?e\\)?)?.{0,20}$|${PEOPLE} (?:a|avez|ont) été ajouté(?:\\(?e\\)?|e)?s?.{0,40}$|${ACTOR} (?:a|avez) ajouté ${PEOPLE}${END}`,
    ],
    [
      'removal',
      `${ACTOR} vous a (?:retiré|supprimé|exclu)(?:\\(?e\\)?)?.{0,20}$|${PEOPLE} (?:a|avez|ont) été (?:retiré|supprimé|exclu)(?:\\(?e\\)?|e)?s?.{0,40}$|${ACTOR} (?:a|avez) (?:retiré|supprimé|exclu) ${PEOPLE}(?: du groupe)?${END}`,
    ],
  ]),
  wording('it', / ed? (?:altr[ie] \\d+.*)?|, /, [
    [
      'rename',
      `${ACTOR} (?:ha|hai) (?:cambiato|modificato) (?:l['’]oggetto|il nome|numero|il numero|il proprio numero)|(?:Hai) cambiato l['’]oggetto|.{1,80} è (?:stato cambiato con|passato a)`,
    ],
    [
      'notice',
      `(?:I messaggi|Il tuo codice|Il codice|Ora sei|Non sei più)|(?:${ACTOR} )?(?:ha|hai|Hai) (?:creato|cambiato|modificato|fissato|attivato|disattivato|reimpostato|revocato|aggiornato|chiesto|richiesto)|${ACTOR} (?:ora|adesso) è|.{0,80}codice (?:di )?sicurezza`,
    ],
    [
      'join',
      `${NAME} (?:è|sei) entrat[oa].{0,160}$|${NAME} si è unit[oa].{0,160}$|Ti sei unit[oa].{0,160}$|${NAME} ha usato il link.{0,120}$`,
    ],
    [
      'join',
      `${ACTOR} ti ha aggiunto.{0,20}$|(?:${PEOPLE} (?:è|sei|sono)|Sei) stat[oaie] aggiunt[oaie].{0,40}$|(?:${ACTOR} ha|Hai) aggiunto ${PEOPLE}${END}`,
    ],
    [
      'removal',
      `${ACTOR} ti ha rimosso.{0,20}$|(?:${PEOPLE} (?:è|sei|sono)|Sei) stat[oaie] rimoss[oaie].{0,40}$|(?:${ACTOR} ha|Hai) rimosso ${PEOPLE}${END}`,
    ],
    [
      'leave',
      `(?:${NAME} ha|Hai) (?:abbandonato|lasciato)(?: il gruppo)?${END}|(?:${NAME} è uscit[oa]|Sei uscit[oa])(?: dal gruppo)?${END}`,
    ],
  ]),
  wording('ru', / и (?:ещё \\d+.*)?|, /, [
    [
      'rename',
      `${ACTOR} (?:изменил|сменил)(?:\\(?-?а\\)?|и)? (?:тему|название|свой номер|номер|телефон)|${ACTOR} (?:сменил|изменил).{0,10} на \\+?\\d`,
    ],
    [
      'notice',
      `(?:Сообщения и|Ваши сообщения|Ваш код|Теперь вы|Вы теперь|Вы больше)|${ACTOR} (?:создал|изменил|закрепил|включил|отключил|выключил|обновил|сбросил|запросил)(?:\\(?-?а\\)?|и)? |${ACTOR} теперь админ|.{0,80}[Кк]од безопасности`,
    ],
    ['join', `${NAME} (?:присоединил(?:ся|ась|\\(?-?ась\\)?|ись|ся\\(-?ась\\))|вступил(?:\\(?-?а\\)?|и)?).{0,160}$`],
    [
      'join',
      `${ACTOR} добавил(?:\\(?-?а\\)?|и)? (?:участник(?:ов|а|и): ?|участницу: ?)?${PEOPLE}${END}|${PEOPLE} был[аи]? добавлен[аы]?.{0,40}$`,
    ],
    [
      'removal',
      `${ACTOR} (?:удалил|исключил)(?:\\(?-?а\\)?|и)? (?:участник(?:ов|а): ?|участника )?${PEOPLE}(?: из группы)?${END}|${PEOPLE} был[аи]? (?:удал|исключ)[её]н[аы]?.{0,40}$`,
    ],
    ['leave', `${NAME} (?:вышел|вышла|вышли|вышел\\(-?а\\)|покинул(?:\\(?-?а\\)?|и)?)(?: из группы| группу)?${END}`],
  ]),
  wording('ja', /、|, ?|さんと|と(?:他\d+人)?/, [
    [
      'rename',
      `${ACTOR}(?:さん)?[がは](?:グループ名|グループの(?:タイトル|名前|件名)|件名|電話番号|.{0,80}に電話番号).{0,300}変更|.{1,80}の電話番号が.{0,40}変更`,
    ],
    [
      'notice',
      `メッセージと通話|メッセージ|${ACTOR}(?:さん)?[がは].{0,200}(?:作成|変更|固定|ピン|オン|オフ|リセット|更新|リクエスト)|.{0,80}セキュリティコード|.{0,40}管理者`,
    ],
    [
      'join',
      `${NAME}(?:さん)?[がは].{0,80}(?:から|を使って|を使用して|経由で|により|で)?参加しました${END}|${PEOPLE}(?:さん)?が追加されました${END}`,
    ],
    ['join', `${ACTOR}(?:さん)?[がは]${PEOPLE}(?:さん)?を追加しました${END}`],
    ['leave', `${NAME}(?:さん)?[がは](?:グループ(?:を|から))?(?:退出|退会|脱退)しました${END}`],
    [
      'removal',
      `${ACTOR}(?:さん)?[がは]${PEOPLE}(?:さん)?を(?:削除|退出させ|除外し)(?:しました|ました)${END}|${PEOPLE}(?:さん)?が(?:削除|除外)されました${END}`,
    ],
  ]),
  wording('id', /,? dan (?:\d+ .*lainnya.*)?|, /, [
    ['rename', `${ACTOR} (?:telah )?(?:mengubah|mengganti) (?:subjek|nama|nomor)|${ACTOR} (?:berubah|beralih|berganti).{0,12} ke \\+?\\d`],
    [
      'notice',
      `(?:Pesan dan panggilan|Pesan ke grup|Pesan sementara|Kode keamanan|Anda (?:sekarang|bukan lagi))|${ACTOR} (?:telah )?(?:membuat|mengubah|mengganti|menyematkan|mengaktifkan|menonaktifkan|mematikan|menyalakan|memperbarui|mereset|meminta|sekarang adalah)|.{0,80}[Kk]ode keamanan`,
    ],
    ['join', `${NAME} (?:telah )?bergabung.{0,160}$`],
    ['join', `${ACTOR} (?:telah )?menambahkan ${PEOPLE}${END}|${PEOPLE} (?:telah )?ditambahkan.{0,40}$`],
    ['removal', `${ACTOR} (?:telah )?(?:mengeluarkan|menghapus) ${PEOPLE}${END}|${PEOPLE} (?:telah )?(?:dikeluarkan|dihapus).{0,40}$`],
    ['leave', `${NAME} (?:telah )?(?:keluar|meninggalkan grup)(?: dari grup)?${END}`],
  ]),
  wording('ko', /, ?|님과 |님, /, [
    ['rename', `${ACTOR}님[이은].{0,200}(?:제목|이름|번호).{0,200}(?:변경|바꿨)`],
    ['notice', `메시지|${ACTOR}님[이은].{0,200}(?:만들었|변경|고정|설정)`],
    [
      'join',
      `${NAME}님이 .{0,80}(?:참가|참여|입장)(?:했습니다|하였습니다)${END}|${PEOPLE}님이 추가되었습니다${END}|${ACTOR}님이 ${PEOPLE}님을 (?:추가|초대)했습니다${END}`,
    ],
    ['leave', `${NAME}님이 (?:나갔습니다|퇴장했습니다|그룹을 나갔습니다)${END}`],
    ['removal', `${ACTOR}님이 ${PEOPLE}님을 (?:내보냈습니다|삭제했습니다|강퇴했습니다)${END}`],
  ]),
];
