import Kernel
import Platform
import Store
import TestKit

@testable import Marketplace

// The objects of the access suite, made as people would make them.

/// Two sides who deal with each other, and the manager of their region.
struct AccessPlace: Sendable {
    let customer: Person
    let provider: Person
    let manager: Person
    let point: Coordinates

    static let newYork = AccessPlace(
        customer: .carl,
        provider: .pia,
        manager: .lina,
        point: DemoMarket.newYork
    )
    static let boston = AccessPlace(customer: .cora, provider: .bess, manager: .leo, point: DemoMarket.boston)
}

extension Person {
    /// An active provider in Boston.
    static let bess = Person("bess", email: "bess.moore@example.com")
}

/// The cast with a provider in Boston; Pia has posted a job before she became a provider.
@Sendable func castForAccess(_ site: Site) async throws {
    try await castPeople(at: site)
    let password = try await DemoPerson.password(at: site)
    let papers = try await DemoProvider.Papers.make(at: site)
    try await site.db.write { tx in
        let bess = DemoPerson(email: Person.bess.email, name: "Bess Moore", phone: "+12125550106")
        let provider = DemoProvider(
            person: bess,
            businessName: "Moore Decorators",
            point: DemoMarket.boston,
            offers: [("House painting", 31_000)]
        )
        try provider.enrol(with: password, papers, at: site, tx)
        try postEarlier(by: .pia, at: site, tx)
        // The suite makes more jobs than people have at one time.
        try tx.execute(
            """
            INSERT INTO policy (id, key, value, effective_from, set_by, reason, created_at)
            VALUES (\(tx.newID(of: PolicySetting.self)), \(PolicyKey.jobOpenCount), \(json: 100),
                    \(Policies.day(of: tx.now)), (SELECT a.id FROM account a WHERE a.email = \(Person.ada.email)), 'test',
                    \(tx.now))
            """
        )
    }
}

/// A job that a provider posted as a customer, and called off again.
private func postEarlier(by person: Person, at site: Site, _ tx: borrowing Tx) throws {
    let account = try tx.value(
        "SELECT id FROM account WHERE email = \(person.email)",
        as: ID<Account>.self
    )
    let service = try tx.value("SELECT id FROM service WHERE name = 'Gardening'", as: ID<Service>.self)
    guard let account, let service else { throw TestFailure("nobody is called \(person.name)") }
    let customer = Actor(kind: .person, account: account, role: .customer)
    let wanted = NewJob(
        serviceId: service,
        title: Job.Title(unchecked: "Cut the hedge"),
        description: Job.Description(unchecked: "Before the winter."),
        point: DemoMarket.newYork,
        address: Job.Address(unchecked: "7 Water Street"),
        window: JobWindow(from: tx.now + .days(1), until: tx.now + .days(3))
    )
    let job = try PostJob(wanted: wanted, call: site.call(as: customer, with: .jobPost)).run(tx)
    _ = try job.cancelledByCaller(because: nil, fault: nil, as: site.call(as: customer, with: .jobCancel), tx)
}

extension World {
    private static let root = "/api/v1"

    /// Different at every call.
    func serial() -> String { String(ID<World>.new(at: clock.now).description.suffix(12)) }

    func scene() async throws -> MarketScene {
        let service = try await service("House painting").description
        return MarketScene(world: self, service: service, point: .null)
    }

    // Jobs.

    func postedJob(_ place: AccessPlace, at provider: String? = nil) async throws -> String {
        let scene = try await scene()
        var changes: JSONObject = [
            "point": try JSON.value(of: place.point),
            "window": ["from": scene.at(.minutes(30)), "until": scene.at(.days(10))],
        ]
        changes["provider_id"] = provider.map { .string($0) }
        return try await scene.post(by: place.customer, changes)
    }

    func directedJob(_ place: AccessPlace) async throws -> String {
        try await postedJob(place, at: provider(of: place.provider).description)
    }

    func quotedJob(_ place: AccessPlace) async throws -> String {
        let job = try await postedJob(place)
        _ = try await quote(job, place)
        return job
    }

    /// Of a quarter of an hour in less than two hours, so that the work can begin at once; then the time goes on, so that
    /// the next one finds the provider free.
    private func quote(_ job: String, _ place: AccessPlace) async throws -> TestResponse {
        let scene = try await scene()
        let time: JSONObject = ["start": scene.at(.minutes(110)), "minutes": 15]
        return try await scene.quoted(job, by: place.provider, 10_000, time)
    }

    private func award(_ job: String, _ place: AccessPlace) async throws {
        let answer = try await scene().accept(job, quote(job, place), by: place.customer)
        guard answer.status == 200 else { throw TestFailure("not awarded: \(answer)") }
        clock.advance(by: .minutes(16))
    }

    func awardedJob(_ place: AccessPlace) async throws -> String {
        let job = try await postedJob(place)
        try await award(job, place)
        return job
    }

    func fundedJob(_ place: AccessPlace) async throws -> String {
        let job = try await awardedJob(place)
        try await scene().fund(job)
        return job
    }

    /// A paid job with a visit from before and a proposed new time.
    func plannedJob(_ place: AccessPlace) async throws -> String {
        let scene = try await scene()
        let job = try await postedJob(place)
        let visit: JSONObject = [
            "provider_id": .string(try await provider(of: place.provider).description),
            "from": scene.at(.days(2)), "until": scene.at(.days(2) + .hours(1)), "note": "A look first.",
        ]
        let jobs = "\(Self.root)/jobs/\(job)"
        _ = try await self.as(place.customer).post("\(jobs)/visit-request", .object(visit)).made
        try await award(job, place)
        try await scene.fund(job)
        let later: JSONValue = [
            "from": scene.at(.days(3)), "until": scene.at(.days(3) + .hours(1)), "reason": "It will rain.",
        ]
        _ = try await self.as(place.provider).post("\(jobs)/reschedule", later).made
        return job
    }

    /// The same, with a chat and a call.
    func discussedJob(_ place: AccessPlace) async throws -> String {
        let job = try await plannedJob(place)
        try await talk(about: job, place)
        return job
    }

    /// Chats and calls of the two sides are about the job.
    private func talk(about job: String, _ place: AccessPlace) async throws {
        let scene = try await scene()
        let chat = try await scene.chat(job, with: place.provider, by: place.customer)
        _ = try await scene.say("Is the paint there?", in: chat, by: place.customer).made
        let body: JSONValue = [
            "job_id": .string(job), "to": .string(try await id(of: place.provider)),
            "mode": "log", "direction": "outbound", "seconds": 60, "started_at": scene.at(.zero),
        ]
        _ = try await self.as(place.customer).post("\(Self.root)/calls", body).made
    }

    /// The last of what belongs to a job of a customer.
    func latest<Entity>(_: Entity.Type, in table: SQL, of place: AccessPlace) async throws -> String {
        let found = try await db.read { tx in
            try tx.value(
                """
                SELECT x.id FROM \(table) x JOIN market_job j ON j.id = x.job_id JOIN account a ON a.id = j.customer_id
                 WHERE a.email = \(place.customer.email) ORDER BY x.created_at DESC, x.id DESC LIMIT 1
                """,
                as: ID<Entity>.self
            )
        }
        guard let found else { throw TestFailure("\(place.customer.name) has none") }
        return found.description
    }

    private func move(_ job: String, to status: String, by person: Person) async throws {
        let answer = try await scene().put(job, "status", by: person, ["status": .string(status)])
        guard answer.status == 200 else { throw TestFailure("not \(status): \(answer)") }
    }

    func disputedJob(_ place: AccessPlace) async throws -> String {
        let job = try await fundedJob(place)
        try await move(job, to: "underway", by: place.provider)
        let answer = try await scene().dispute(job, by: place.customer)
        guard answer.status == 201 else { throw TestFailure("no dispute: \(answer)") }
        try await talk(about: job, place)
        return job
    }

    func completedJob(_ place: AccessPlace) async throws -> String {
        let job = try await fundedJob(place)
        try await move(job, to: "underway", by: place.provider)
        try await move(job, to: "delivered", by: place.provider)
        try await move(job, to: "completed", by: place.customer)
        return job
    }
}

// The things of jobs.
extension World {
    func payment(_ place: AccessPlace) async throws -> String {
        let job = try await fundedJob(place)
        return try await self.as(place.customer).firstID(at: "\(Self.root)/payments/job/\(job)")
    }

    func refund(_ place: AccessPlace, by person: Person) async throws -> String {
        let body: JSONValue = ["amount_minor": 1_000, "reason": "One board was forgotten."]
        return try await self.as(person).post("\(Self.root)/payments/\(payment(place))/refund", body).made
    }

    func rating(_ place: AccessPlace, by person: Person) async throws -> String {
        try await scene().rated(completedJob(place), by: person)
    }

    func upload(by person: Person) async throws -> String {
        let form = Form().field("purpose", "job").file("file", "fence.png", "image/png", World.pixel)
        let answer = try await self.as(person).post("\(Self.root)/files", form)
        guard let id = answer["file_id"]?.stringValue else { throw TestFailure("no file: \(answer)") }
        return id
    }
}

// The things of providers, offices and staff.
extension World {
    func document(of person: Person) async throws -> String {
        try await send("licence", of: person).made
    }

    func proposedService(by person: Person) async throws -> String {
        let category = try await self.as(person).firstID(at: "\(Self.root)/services?kind=category")
        let body: JSONValue = [
            "category_id": .string(category), "name": .string("Service \(serial())"),
            "description": "Something new.", "unit": "hour",
        ]
        return try await self.as(person).post("\(Self.root)/services", body).made
    }

    /// The identity of the service, as offers have none of their own.
    func offer(by person: Person) async throws -> String {
        let service = try await service("Plumbing").description
        let body: JSONValue = ["service_id": .string(service), "price_minor": 8_000]
        let answer = try await self.as(person).post("\(Self.root)/provider-services", body)
        guard [201, 409].contains(answer.status) else { throw TestFailure("no offer: \(answer)") }
        return service
    }

    func tierDecision(_ place: AccessPlace) async throws -> String {
        let body: JSONValue = [
            "tier": "silver", "until": try await scene().at(.days(60)), "reason": "A big contract.",
        ]
        let path = "\(Self.root)/providers/\(try await provider(of: place.provider))/tier"
        return try await self.as(place.manager).post(path, body).made
    }

    /// Of earnings that are old enough, to an account that is.
    func payout(to person: Person) async throws -> String {
        let provider = try await provider(of: person)
        let scene = PayoutScene(world: self, pia: provider)
        let named = try await scene.setAccount(of: person)
        guard named.status == 200 else { throw TestFailure("no account: \(named)") }
        let (now, then) = (clock.now, clock.now - .days(10))
        clock.set(to: then)
        try await scene.earn(10_000, for: person)
        clock.set(to: now)
        try await db.write { tx in
            try tx.execute("UPDATE provider SET payout_set_at = \(then) WHERE id = \(provider)")
        }
        return try await scene.pay(person).made
    }

    func office() async throws -> String {
        let body = OfficeScene.body(["name": .string("Office \(serial())")])
        return try await self.as(.ada).post(OfficeScene.root, body).made
    }

    /// The first free hour of the next days, in a new office.
    func officeBooking(by person: Person) async throws -> String {
        let office = try await office()
        for day in 23...30 {
            for hour in 10...18 {
                let body: JSONValue = [
                    "from": OfficeScene.at("\(hour):00", day: day),
                    "until": OfficeScene.at("\(hour):30", day: day),
                ]
                let answer = try await self.as(person).post("\(OfficeScene.root)/\(office)/book", body)
                if answer.status != 409 { return try answer.made }
            }
        }
        throw TestFailure("\(person.name) has booked every hour")
    }
}
