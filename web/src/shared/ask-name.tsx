import { App, Input } from 'antd';

interface Asked {
  title: string;
  /** What the field is called. */
  label: string;
  before?: string;
  hint?: string;
  most: number;
  ok: string;
  /** Says itself what went wrong. */
  save(name: string): Promise<unknown>;
}

/** A dialog for one name; left empty, nothing happens. */
export function useAskName(): (asked: Asked) => void {
  const { modal } = App.useApp();
  return ({ title, label, before = '', hint = '', most, ok, save }) => {
    let name = before;
    modal.confirm({
      title,
      icon: null,
      content: (
        <Input
          aria-label={label}
          defaultValue={before}
          placeholder={hint}
          maxLength={most}
          onChange={(event) => {
            name = event.target.value;
          }}
        />
      ),
      okText: ok,
      onOk: () => name.trim() !== '' && save(name).catch(() => undefined),
    });
  };
}
