import { describe, expect, it } from 'vitest';
import { decoded } from '#testing/decoded';

type Told = [kind: string, people?: string[], actor?: string];

/** The same line as Android and as an iPhone would write it. */
async function told(line: string): Promise<unknown[]> {
  const android = await decoded(`2024/1/2 15:04 - ${line}\n`, { format: 'whatsapp-txt' });
  const apple = await decoded(`\u200e[2024/1/2 15:04:05] Lesegruppe: \u200e${line}\n`, { format: 'whatsapp-txt' });
  return [...android.records, ...apple.records];
}

const cases: Record<string, [string, Told][]> = {
  en: [
    ["Ana B joined using this group's invite link", ['join', ['Ana B'], 'Ana B']],
    ['+1 (555) 010‑2233 joined using a group link.', ['join', ['+1 (555) 010-2233'], '+1 (555) 010-2233']],
    ['Ana joined from the community', ['join', ['Ana'], 'Ana']],
    ['Ana added Bob and Carla', ['join', ['Bob', 'Carla'], 'Ana']],
    ['You added +86 138 0013 8000', ['join', ['+86 138 0013 8000']]],
    ['Ana added you', ['join', undefined, 'Ana']],
    ['Bob was added', ['join', ['Bob']]],
    ['Ana left', ['leave', ['Ana'], 'Ana']],
    ['Ana removed Bob', ['removal', ['Bob'], 'Ana']],
    ['You were removed', ['removal']],
    ['Ana changed the subject from “Old” to “Bob left”', ['rename', undefined, 'Ana']],
    ['Ana changed the group name to "A: b"', ['rename', undefined, 'Ana']],
    ['Ana changed their phone number to a new number. Tap to message or add the new number.', ['rename', undefined, 'Ana']],
    ['Messages and calls are end-to-end encrypted. No one outside of this chat, not even WhatsApp, can read them.', ['notice']],
    ['Ana created group “Readers added daily”', ['notice', undefined, 'Ana']],
    ["Ana changed this group's icon", ['notice', undefined, 'Ana']],
    ['Ana pinned a message', ['notice', undefined, 'Ana']],
    ['Something nobody knows yet', ['other']],
  ],
  zh: [
    ['甲使用此群组的邀请链接加入了群组', ['join', ['甲'], '甲']],
    ['甲 加入了群組', ['join', ['甲'], '甲']],
    ['甲透過群組邀請連結加入', ['join', ['甲'], '甲']],
    ['甲添加了乙、丙', ['join', ['乙', '丙'], '甲']],
    ['您已新增 乙', ['join', ['乙']]],
    ['乙已被添加', ['join', ['乙']]],
    ['甲离开了', ['leave', ['甲'], '甲']],
    ['甲 已離開群組', ['leave', ['甲'], '甲']],
    ['甲移除了乙', ['removal', ['乙'], '甲']],
    ['甲将主题从“旧”更改为“新”', ['rename', undefined, '甲']],
    ['甲 更改了手机号码', ['rename', undefined, '甲']],
    ['甲创建了群组“大家加入了”', ['notice', undefined, '甲']],
    ['消息和通话已进行端到端加密。对话之外的任何人都无法读取或收听。', ['notice']],
  ],
  de: [
    ['Ana ist der Gruppe mithilfe des Einladungslinks beigetreten.', ['join', ['Ana'], 'Ana']],
    ['Ana hat Bob hinzugefügt', ['join', ['Bob'], 'Ana']],
    ['Ana hat Bob und 3 weitere Personen hinzugefügt. Tippe, um alle zu sehen.', ['join', ['Bob'], 'Ana']],
    ['Du wurdest hinzugefügt.', ['join']],
    ['Ana hat die Gruppe verlassen.', ['leave', ['Ana'], 'Ana']],
    ['Du hast Bob entfernt.', ['removal', ['Bob']]],
    ['Ana hat den Betreff von „Alt“ zu „Neu“ geändert.', ['rename', undefined, 'Ana']],
    ['Ana hat zu +49 170 1234567 gewechselt.', ['rename', undefined, 'Ana']],
    ['Ana hat eine Nachricht fixiert.', ['notice', undefined, 'Ana']],
    ['Ana hat die Gruppe „Lesen“ erstellt.', ['notice', undefined, 'Ana']],
  ],
  es: [
    ['Ana se unió usando el enlace de invitación de este grupo', ['join', ['Ana'], 'Ana']],
    ['Ana añadió a Bob y Carla', ['join', ['Bob', 'Carla'], 'Ana']],
    ['Agregaste a Bob', ['join', ['Bob']]],
    ['Ana salió del grupo', ['leave', ['Ana'], 'Ana']],
    ['Ana eliminó a Bob', ['removal', ['Bob'], 'Ana']],
    ['Ana cambió el asunto de "Uno: a" a "Dos"', ['rename', undefined, 'Ana']],
    ['Ana creó el grupo "Lectura"', ['notice', undefined, 'Ana']],
    ['Los mensajes y las llamadas están cifrados de extremo a extremo.', ['notice']],
  ],
  pt: [
    ['Ana entrou usando o link de convite deste grupo', ['join', ['Ana'], 'Ana']],
    ['Ana entrou neste grupo através da comunidade', ['join', ['Ana'], 'Ana']],
    ['Ana adicionou Bob e Carla', ['join', ['Bob', 'Carla'], 'Ana']],
    ['Você adicionou Bob', ['join', ['Bob']]],
    ['Ana saiu', ['leave', ['Ana'], 'Ana']],
    ['Ana removeu Bob', ['removal', ['Bob'], 'Ana']],
    ['Ana mudou o assunto de “A” para “B”', ['rename', undefined, 'Ana']],
    ['Ana criou o grupo "Leitura"', ['notice', undefined, 'Ana']],
  ],
  fr: [
    ["Ana a rejoint le groupe en utilisant le lien d'invitation", ['join', ['Ana'], 'Ana']],
    ['Ana a ajouté Bob et Carla', ['join', ['Bob', 'Carla'], 'Ana']],
    ['Ana vous a ajouté(e)', ['join', undefined, 'Ana']],
    ['Ana a quitté le groupe', ['leave', ['Ana'], 'Ana']],
    ['Vous avez retiré Bob', ['removal', ['Bob']]],
    ['Ana a changé le sujet de “A” à “B”', ['rename', undefined, 'Ana']],
    ['Ana a créé le groupe “Lecture”', ['notice', undefined, 'Ana']],
  ],
  it: [
    ["Ana è entrata usando il link d'invito al gruppo", ['join', ['Ana'], 'Ana']],
    ['Ana ha aggiunto Bob e Carla', ['join', ['Bob', 'Carla'], 'Ana']],
    ['Hai aggiunto Bob', ['join', ['Bob']]],
    ['Ana ha abbandonato', ['leave', ['Ana'], 'Ana']],
    ['Ana ha rimosso Bob', ['removal', ['Bob'], 'Ana']],
    ["Ana ha cambiato l'oggetto da “A” a “B”", ['rename', undefined, 'Ana']],
    ['Ana ha creato il gruppo “Lettura”', ['notice', undefined, 'Ana']],
  ],
  ru: [
    ['Анна присоединился(-ась) к группе по ссылке-приглашению', ['join', ['Анна'], 'Анна']],
    ['Анна добавил(-а) участников: Борис и Вера', ['join', ['Борис', 'Вера'], 'Анна']],
    ['Вы добавили Борис', ['join', ['Борис']]],
    ['Анна вышел(-а)', ['leave', ['Анна'], 'Анна']],
    ['Анна покинул(а) группу', ['leave', ['Анна'], 'Анна']],
    ['Анна удалил(-а) Борис', ['removal', ['Борис'], 'Анна']],
    ['Анна изменил(-а) название группы с «А» на «Б: в»', ['rename', undefined, 'Анна']],
    ['Анна создал(-а) группу «Чтение»', ['notice', undefined, 'Анна']],
  ],
  ja: [
    ['花子がグループの招待リンクから参加しました', ['join', ['花子'], '花子']],
    ['花子さんが太郎さんを追加しました', ['join', ['太郎'], '花子']],
    ['花子が退出しました', ['leave', ['花子'], '花子']],
    ['花子が太郎を削除しました', ['removal', ['太郎'], '花子']],
    ['花子がグループ名を「一」から「二」に変更しました', ['rename', undefined, '花子']],
    ['花子がグループ「読書」を作成しました', ['notice', undefined, '花子']],
  ],
  id: [
    ['Ana bergabung menggunakan tautan undangan grup ini', ['join', ['Ana'], 'Ana']],
    ['Ana menambahkan Bob dan Carla', ['join', ['Bob', 'Carla'], 'Ana']],
    ['Anda menambahkan Bob', ['join', ['Bob']]],
    ['Ana keluar', ['leave', ['Ana'], 'Ana']],
    ['Ana mengeluarkan Bob', ['removal', ['Bob'], 'Ana']],
    ['Ana mengubah subjek dari "A" ke "B"', ['rename', undefined, 'Ana']],
    ['Ana membuat grup "Baca"', ['notice', undefined, 'Ana']],
  ],
  ko: [
    ['민수님이 이 그룹의 초대 링크를 사용하여 참가했습니다', ['join', ['민수'], '민수']],
    ['민수님이 나갔습니다', ['leave', ['민수'], '민수']],
    ['민수님이 지우님을 내보냈습니다', ['removal', ['지우'], '민수']],
  ],
};

describe.each(Object.entries(cases))('system lines, %s', (_language, lines) => {
  it.each(lines)('%s', async (line, [kind, people, actor]) => {
    const expected = { type: 'system', kind, ...(people && { people }), ...(actor && { actor: { by: 'name', key: actor, name: actor } }) };
    const rows = await told(line);
    expect(rows).toHaveLength(2);
    for (const row of rows) {
      expect(row).toMatchObject(expected);
      expect(Object.keys(row as object).sort()).toEqual([...Object.keys(expected), 'at', 'text'].sort());
    }
  });

  it('stay messages in a member’s mouth', async () => {
    for (const [line] of lines) {
      const { records } = await decoded(`2024/1/2 15:04 - 甲: ${line}\n`, { format: 'whatsapp-txt' });
      expect(records, line).toMatchObject([{ type: 'message', kind: 'text', sender: { key: '甲' } }]);
    }
  });
});

it('knows an iPhone system line that lost its mark by the name it starts with', async () => {
  const { records } = await decoded('[2024/1/2 15:04:05] Bob: Bob left\n[2024/1/2 15:04:06] Bob: Bob is here\n', {
    format: 'whatsapp-txt',
  });
  expect(records).toMatchObject([{ type: 'system', kind: 'leave', people: ['Bob'] }, { type: 'message' }]);
});
