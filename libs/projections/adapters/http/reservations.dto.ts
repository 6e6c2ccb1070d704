import { ShownCredits, ShownField, ShownInstant } from '#libs/platform/http/index.js';
import { TIERS, type Tier } from '#libs/kernel/index.js';
import { NEXT } from './queries.dto.js';

export class ReservationDto {
  @ShownField({ description: 'Id of the reservation.', example: 'run-1' })
  readonly reservation!: string;

  @ShownField({ description: 'Id of the member.', type: String, nullable: true, example: 'm-7' })
  readonly member!: string | null;

  @ShownField({ description: 'Partner app.', type: String, nullable: true, example: 'workbuddy' })
  readonly app!: string | null;

  @ShownField({ description: 'The model it was made for.', example: 'glm-5' })
  readonly model!: string;

  @ShownField({ description: 'Speed and price class.', enum: TIERS })
  readonly tier!: Tier;

  @ShownCredits('What it was made for.')
  readonly amountMicro!: string;

  @ShownCredits('What it still holds of grants.')
  readonly heldMicro!: string;

  @ShownCredits('What it still holds of the overage headroom (rule 23).')
  readonly headroomMicro!: string;

  @ShownInstant('When it was made.')
  readonly madeAt!: string;

  @ShownInstant("When it ends by itself, by the ledger's own clock (rule 15).")
  readonly expiresAt!: string;

  @ShownField({ description: "Place in the account's history.", type: 'integer', example: 17 })
  readonly revision!: number;
}

export class ReservationPageDto {
  @ShownField({ description: 'Open ones, by reservation id.', type: [ReservationDto] })
  readonly items!: readonly ReservationDto[];

  @ShownField({ description: NEXT, type: String, nullable: true, example: null })
  readonly next!: string | null;
}
