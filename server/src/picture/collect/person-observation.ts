/** What one file tells about a person. `who` is the identity key that facts carry. */
export interface PersonObservation {
  who: string;
  /** The identity's own key where `who` is that of the member it belongs to. */
  key?: string;
  by: 'id' | 'name';
  /** Every name seen, oldest first sight first; instants are null where only a member list has the name. */
  names: { name: string; first: number | null; last: number | null }[];
  inRoster: boolean;
  /** Wrote at least one message; false for people of the roster and of system rows alone. */
  spoke: boolean;
  role: 'owner' | 'admin' | 'member' | null;
  joinedAt: number | null;
  /** Id or name, as a member list has it; only in memory on the way to a snapshot. */
  invitedBy?: string;
}
