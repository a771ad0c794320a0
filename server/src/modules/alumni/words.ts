/** What is agreed to by joining. A changed text asks nobody again: each consent keeps the words it was given to. */
export const consentWords = {
  'zh-CN':
    '我愿意加入这个社群的校友名录。同一社群的其他校友能看到我填写的名字、近况、能提供和想找的；联系方式只有在我勾选后他们才能看到。运营人员能看到我填写的全部内容，并可以在这里邀请我参加下一期或来当助教。我随时可以退出：名录里的内容会立刻删除，只留下同意和退出的时间。',
  en: 'I want to be listed among the alumni of this community. Other alumni of it see the name, what I do now, what I offer and what I seek as I write them; they see how to reach me only if I tick that. Staff see all of it and may invite me here to the next class or to help as an assistant. I can leave at any time: what I wrote is deleted at once, and only when I agreed and left is kept.',
};
export type ConsentLanguage = keyof typeof consentWords;
