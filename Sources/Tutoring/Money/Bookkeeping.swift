import Kernel
import Platform
import Store

/// The moments of money, each a transaction of the ledger, and the lines of all of them.
enum Bookkeeping: String, CaseIterable, Sendable {
    case paid
    case charge
    case packageExpired = "package_expired"
    case planExpired = "plan_expired"
    /// 72 hours after a charge, without a dispute.
    case earned
    /// A share back of an earning that is pending.
    case backPending = "share_back_pending"
    /// A share back of an earning that is the tutor's already.
    case backEarned = "share_back_earned"
    case moneyBack = "money_back"
    /// The customer's bank has sent a refund back to us.
    case moneyBounced = "money_bounced"
    /// A refund that somebody made at the provider by hand.
    case foreignBack = "foreign_back"
    case foreignBounced = "foreign_bounced"
    case providerFee = "provider_fee"
    case contestOpened = "contest_opened"
    case contestWon = "contest_won"
    case contestLost = "contest_lost"
    /// A lost chargeback of money that was on its way back.
    case contestStrayLost = "contest_stray_lost"
    /// A part of a payout's transfer that came back.
    case payoutPartBack = "payout_part_back"
    case strayIn = "stray_in"
    case strayBack = "stray_back"
    case strayBounced = "stray_bounced"

    // swift-format-ignore
    private var lines: [Line] {
        switch self {
        //                     debits                                                              credits
        case .paid:           [.debit(.provider),                                                  .credit(.deferred)]
        case .charge,
             .packageExpired: [.debit(.deferred),   .credit(.pending, .net),                       .credit(.commission, .commission), .credit(.vat, .vat)]
        case .planExpired:    [.debit(.deferred),                                                  .credit(.breakage)]
        case .earned:         [.debit(.pending, .net),                                             .credit(.tutor, .net)]
        case .backPending:    [.debit(.pending, .net), .debit(.commission, .commission), .debit(.vat, .vat), .credit(.deferred)]
        case .backEarned:     [.debit(.tutor, .net),   .debit(.commission, .commission), .debit(.vat, .vat), .credit(.deferred)]
        case .moneyBack:      [.debit(.deferred),                                                  .credit(.provider)]
        case .moneyBounced:   [.debit(.provider),                                                  .credit(.deferred)]
        case .foreignBack:    [.debit(.badDebt),                                                   .credit(.provider)]
        case .foreignBounced: [.debit(.provider),                                                  .credit(.badDebt)]
        case .providerFee:    [.debit(.fees),                                                      .credit(.provider)]
        case .contestOpened:  [.debit(.contested),                                                 .credit(.provider)]
        case .contestWon:     [.debit(.provider),                                                  .credit(.contested)]
        case .contestLost:    [.debit(.deferred, .unused), .debit(.badDebt, .charged),             .credit(.contested)]
        case .contestStrayLost: [.debit(.strays, .unused), .debit(.badDebt, .charged),             .credit(.contested)]
        case .payoutPartBack: [.debit(.provider, .net),                                            .credit(.tutor, .net)]
        case .strayIn:        [.debit(.provider),                                                  .credit(.strays)]
        case .strayBack:      [.debit(.strays),                                                    .credit(.provider)]
        case .strayBounced:   [.debit(.provider),                                                  .credit(.strays)]
        }
    }

    /// Bookkeeping the amounts once for each subject; false when they are zero or booked already.
    @discardableResult
    func book(_ amounts: Amounts, of subject: ID<some Any>, _ tx: borrowing Tx) throws -> Bool {
        let booked = try lines.map { line in
            Ledger.Line(
                try line.account.account(of: amounts.tutor),
                Money(line.sign * amounts[line.part], amounts.currency)
            )
        }
        return try Ledger.book(rawValue, of: ID<Subject>(raw: subject.raw), booked, tx)
    }

    /// The same for an amount in one part: a payment, a refund, an expired plan.
    @discardableResult
    func book(_ value: Int64, of subject: ID<some Any>, _ tx: borrowing Tx) throws -> Bool {
        try book(Amounts(value: value), of: subject, tx)
    }
}

extension Bookkeeping {
    /// The amounts of a moment, in cents.
    struct Amounts: Sendable {
        var value: Int64
        var commission: Int64 = 0
        var vat: Int64 = 0
        /// The part of a lost chargeback that was not charged yet.
        var unused: Int64 = 0
        /// The owner of the earning; nil for moments without one.
        var tutor: ID<Tutor>?
        /// Euro but for money that nobody waited for.
        var currency = Currency.euro

        init(value: Int64, unused: Int64 = 0) {
            (self.value, self.unused) = (value, unused)
        }

        init(_ money: Money, unused: Int64 = 0) {
            self.init(value: money.amountMinor, unused: unused)
            currency = money.currency
        }

        init(_ split: Split, of tutor: ID<Tutor>) {
            (value, commission, vat) = (split.value, split.commission, split.vat)
            self.tutor = tutor
        }

        fileprivate subscript(_ part: Part) -> Int64 {
            switch part {
            case .value: value
            case .commission: commission
            case .vat: vat
            case .net: value - commission - vat
            case .unused: unused
            case .charged: value - unused
            }
        }
    }

    fileprivate enum Part { case value, commission, vat, net, unused, charged }

    fileprivate struct Line {
        let sign: Int64
        let account: Place
        let part: Part

        static func debit(_ account: Place, _ part: Part = .value) -> Line {
            Line(sign: 1, account: account, part: part)
        }

        static func credit(_ account: Place, _ part: Part = .value) -> Line {
            Line(sign: -1, account: account, part: part)
        }
    }

    fileprivate enum Place {
        case provider, deferred, pending, tutor, commission, vat, breakage, contested, badDebt, fees, strays

        func account(of tutor: ID<Tutor>?) throws -> Ledger.Account {
            switch self {
            case .provider: .provider
            case .deferred: .deferred
            case .pending: .pending(try Self.known(tutor))
            case .tutor: .tutor(try Self.known(tutor))
            case .commission: .commission
            case .vat: .vat
            case .breakage: .breakage
            case .contested: .contested
            case .badDebt: .badDebt
            case .fees: .fees
            case .strays: .strays
            }
        }

        private static func known(_ tutor: ID<Tutor>?) throws -> ID<Tutor> {
            guard let tutor else { throw EarningOfNobody() }
            return tutor
        }
    }

    private struct EarningOfNobody: Error {}
}
