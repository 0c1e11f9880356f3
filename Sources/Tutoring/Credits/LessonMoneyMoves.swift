import Kernel
import Platform
import Store

/// A lesson for which units are set aside.
struct ReservedLesson: Sendable {
    let lesson: ID<Lesson>
    let tutor: Tutor
    let startsAt: Instant

    init(lesson: ID<Lesson>, tutor: Tutor, startsAt: Instant) {
        self.lesson = lesson
        self.tutor = tutor
        self.startsAt = startsAt
    }
}

extension LessonMoney {
    /// Sets a lesson's units aside; refused with `credits.none` without enough, and with `credits.expire_first` when they
    /// expire before the lesson begins.
    @discardableResult
    static func reserve(_ order: ReservedLesson, from lot: Lot, _ tx: borrowing Tx) throws -> LessonMoney {
        let present = try Lot.locked(lot.id, tx)
        guard order.startsAt <= present.expiresAt else { throw Problem(.creditsExpireFirst) }
        let (lot, units) = try present.reserving(order.lesson, tx)
        let vatBP = try lot.vatBP ?? CommissionVAT.basisPoints(for: order.tutor, tx)
        let money = LessonMoney(reserving: units, of: lot, for: order, vatBP: vatBP)
        try money.insert(tx)
        return money
    }

    /// The units that were set aside in a lot.
    init(reserving units: UnitSet, of lot: Lot, for order: ReservedLesson, vatBP: Int) {
        self.init(
            lesson: order.lesson,
            lot: lot.id,
            tutor: order.tutor.id,
            commissionBP: lot.commissionBP,
            vatBP: vatBP,
            units: units,
            split: .zero,
            state: .reserved,
            holds: [],
            eligibleAt: nil,
            version: 1
        )
    }

    /// Refuses a new start that is after the expiry of the lesson's units.
    static func demandValid(_ lesson: ID<Lesson>, at start: Instant, _ tx: borrowing Tx) throws {
        guard let money = try find(lesson, tx) else { return }
        guard try start <= Lot.find(money.lot, tx).expiresAt else { throw Problem(.creditsExpireFirst) }
    }

    /// Frees all units of a lesson that is not charged; does nothing for a lesson without any.
    static func free(_ lesson: ID<Lesson>, cause: FreeCause, as call: Call, _ tx: borrowing Tx) throws {
        guard let (money, lot) = try locked(lesson, tx), money.state == .reserved else { return }
        let freed = try lot.releasing(money.units, for: lesson, by: cause, tx)
        try money.released(tx)
        try freed.passOn(money.units, of: lesson, tx)
    }

    /// Charges the first part of a lesson's units, and frees the rest.
    static func charge(
        _ lesson: ID<Lesson>,
        keptPercent: Int = 100,
        rest: FreeCause = .student,
        as call: Call,
        _ tx: borrowing Tx
    ) throws {
        guard let (money, present) = try locked(lesson, tx), money.state == .reserved else {
            throw Problem(.conflict)
        }
        let kept = money.units.prefix(parts(keptPercent, of: money.units))
        guard !kept.isEmpty else { return try free(lesson, cause: rest, as: call, tx) }
        let left = money.units.removing(kept)
        let lot = try present.using(kept, for: lesson, tx).releasing(left, for: lesson, by: rest, tx)
        try money.charged(kept, from: lot, as: call, tx)
        try lot.passOn(left, of: lesson, tx)
    }

    /// Takes the last part of a lesson's charged units off: they go back to the lot, or to the card where the lot ends.
    @discardableResult
    static func refund(
        _ lesson: ID<Lesson>,
        percent: Int,
        cause: FreeCause,
        as call: Call,
        _ tx: borrowing Tx
    ) throws -> GivenBack {
        guard let (money, lot) = try locked(lesson, tx), money.isCharged else { throw Problem(.conflict) }
        let back = money.units.suffix(parts(percent, of: money.units))
        guard !back.isEmpty else { return GivenBack(units: 0, amount: 0, refund: nil) }
        guard !lot.isFrozen else { throw Problem(.paymentsContested) }
        let (returned, entry) = try lot.returning(back, for: lesson, by: cause, tx)
        try money.gaveBack(back, entry, lot, as: call, tx)
        let refund = try returned.passOn(back, of: lesson, tx)
        return GivenBack(units: back.count, amount: lot.price.value(of: back), refund: refund)
    }

    /// Settles a decided dispute: what is not charged is charged but for the share, what is charged gives it back.
    @discardableResult
    static func settle(
        _ lesson: ID<Lesson>,
        givingBack percent: Int,
        cause: FreeCause,
        as call: Call,
        _ tx: borrowing Tx
    ) throws -> GivenBack {
        let money = try demand(lesson, tx)
        guard money.state == .reserved else {
            let given = try refund(lesson, percent: percent, cause: cause, as: call, tx)
            try unhold(lesson, .dispute, tx)
            return given
        }
        let price = try Lot.find(money.lot, tx).price
        let units = parts(percent, of: money.units)
        try charge(lesson, keptPercent: 100 - percent, rest: cause, as: call, tx)
        return GivenBack(units: units, amount: price.value(of: money.units.suffix(units)), refund: nil)
    }

    /// A part of the units, halves up.
    private static func parts(_ percent: Int, of units: UnitSet) -> Int {
        (2 * units.count * percent + 100) / 200
    }
}

/// Units of a lesson that went back to the student.
struct GivenBack: Sendable {
    let units: Int
    /// Their value, in cents.
    let amount: Int64
    /// The refund to the card; nil when the units are in the lot.
    let refund: ID<ChargeRefund>?
}

extension LessonMoney {
    private func released(_ tx: borrowing Tx) throws {
        var money = self
        (money.units, money.state) = (.empty, .released)
        try money.save(tx)
    }

    private func charged(_ kept: UnitSet, from lot: Lot, as call: Call, _ tx: borrowing Tx) throws {
        var money = self
        money.units = kept
        money.split = Split(of: lot.price.value(of: kept), commissionBP: commissionBP, vatBP: vatBP)
        money.state = .pending
        money.eligibleAt = tx.now + (try Policies.duration(.disputeStudentHours, at: tx.now, tx))
        if lot.isFrozen { money.holds.insert(.chargeback) }
        if try Fraud.holdsEarnings(from: lot.student, tx) { money.holds.insert(.fraud) }
        try money.save(tx)
        try Bookkeeping.charge.book(.init(money.split, of: tutor), of: lesson, tx)
        try TutorEntry.earn(
            .earning,
            money.split,
            tutor: tutor,
            lesson: lesson,
            lot: lot.id,
            subject: lesson.cast(),
            tx
        )
        if !money.holds.isEmpty { try money.markEntries(tx) }
        try SaleDocuments.charged(money, from: lot, as: call, tx)
    }

    private func gaveBack(
        _ back: UnitSet,
        _ entry: ID<LotEntry>,
        _ lot: Lot,
        as call: Call,
        _ tx: borrowing Tx
    ) throws {
        var money = self
        money.units = units.removing(back)
        money.split = Split(of: lot.price.value(of: money.units), commissionBP: commissionBP, vatBP: vatBP)
        let difference = split - money.split
        if money.units.isEmpty, state == .pending { money.state = .released }
        try money.save(tx)
        let moment: Bookkeeping = state == .available ? .backEarned : .backPending
        try moment.book(.init(difference, of: tutor), of: entry, tx)
        try TutorEntry.recordReturn(difference, of: self, subject: entry, tx)
        try SaleDocuments.gaveBack(difference.value, money, from: lot, entry, as: call, tx)
    }

    /// The time for disputes is over.
    static func mature(_ lesson: ID<Lesson>, _ tx: borrowing Tx) throws {
        guard var money = try find(lesson, tx), money.state == .pending else { return }
        money.state = .available
        try money.save(tx)
    }
}
