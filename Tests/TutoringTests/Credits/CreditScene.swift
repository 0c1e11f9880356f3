import Kernel
import Platform
import Store
import TestKit

@testable import Tutoring

/// A paid lot of 100.00 for three lessons of Tina's to Sara, whose lessons have no times: only their money is looked at.
struct CreditScene: Sendable {
    let scene: MoneyScene
    let lot: ID<Lot>
    let purchase: ID<Purchase>

    var world: World { scene.world }

    static func open(price: Int64 = 10_000, lessons: Int = 3, days: Int = 180) async throws -> CreditScene {
        let scene = try await MoneyScene.open()
        let package = try await scene.publish(price: price, lessons: lessons, days: days)
        let answer = try await scene.world.as(.sara).post(
            "/api/v1/packages/\(package)/purchase",
            ["version": 1]
        )
        guard let purchase = answer.id else { throw TestFailure("no purchase: \(answer)") }
        try await scene.pay(scene.intent(purchase))
        guard let id = ID<Purchase>(purchase),
            let lot = try await scene.world.db.read({ tx in try Lot.find(of: id, tx)?.id })
        else { throw TestFailure("not paid") }
        return CreditScene(scene: scene, lot: lot, purchase: id)
    }

    /// A lesson of nothing but money.
    static func lesson(_ n: UInt128 = 1) -> ID<Lesson> { ID<Lesson>(raw: (7 << 64) + n) }

    /// One change of the money of lessons, as the server.
    func change<Result: Sendable>(
        _ body: @escaping @Sendable (borrowing Tx, Call) throws -> Result
    ) async throws -> Result {
        let site = world.site
        return try await world.db.write { tx in try body(tx, site.call(as: .system)) }
    }

    func reserve(_ n: UInt128 = 1, startsIn time: Duration = .days(2)) async throws {
        let (lot, tina) = (lot, try await world.tutor(of: .tina))
        try await change { tx, _ in
            let order = ReservedLesson(
                lesson: Self.lesson(n),
                tutor: try Tutor.find(tina, tx),
                startsAt: tx.now + time
            )
            _ = try LessonMoney.reserve(order, from: Lot.find(lot, tx), tx)
        }
    }

    func charge(_ n: UInt128 = 1, kept: Int = 100) async throws {
        try await change { tx, call in
            try LessonMoney.charge(Self.lesson(n), keptPercent: kept, as: call, tx)
        }
    }

    func free(_ n: UInt128 = 1, by cause: FreeCause = .student) async throws {
        try await change { tx, call in try LessonMoney.free(Self.lesson(n), cause: cause, as: call, tx) }
    }

    @discardableResult
    func giveBack(_ n: UInt128 = 1, percent: Int, by cause: FreeCause = .admin) async throws -> GivenBack {
        try await change { tx, call in
            try LessonMoney.refund(Self.lesson(n), percent: percent, cause: cause, as: call, tx)
        }
    }

    func money(_ n: UInt128 = 1) async throws -> LessonMoney? {
        try await world.db.read { tx in try LessonMoney.find(Self.lesson(n), tx) }
    }

    func now() async throws -> Lot { try await world.db.read { tx in try Lot.find(lot, tx) } }
}

extension MoneyScene {
    /// Another published package of Tina's.
    func publish(
        price: Int64,
        lessons: Int,
        days: Int = 180,
        discount: JSONValue? = nil,
        minutes: Int64 = 60,
        by tutor: Person = .tina
    ) async throws -> String {
        var body: JSONObject = [
            "subject": "mathematics", "name": "Lessons under test", "lessons": .integer(Int64(lessons)),
            "minutes": .integer(minutes), "list_price_minor": .integer(price),
            "validity_days": .integer(Int64(days)),
        ]
        body["discount"] = discount
        let made = try await world.as(tutor).post("/api/v1/packages", .object(body))
        guard let id = made.id else { throw TestFailure("no package: \(made)") }
        let published = try await world.as(tutor).post("/api/v1/packages/\(id)/publish")
        guard published.status == 200 else { throw TestFailure("not published: \(published)") }
        return id
    }
}
