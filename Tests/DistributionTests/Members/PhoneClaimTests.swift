import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Distribution

/// Numbers that are not, or not yet, known to be someone's.
@Suite struct PhoneClaimTests {
    private let phone = "+9647709990003"
    private let password = "سبع قطط في صف واحد"

    @Test func `a code opens the account that was registered with the phone; the address waits for its link`()
        async throws
    {
        let world = try await market()
        let asked = try await world.register("salam@example.com", phone)
        let registration = try #require(asked["registration"]?.stringValue)
        _ = try await world.requestCode(phone)
        let code = try #require(try await world.textedCode(to: phone))

        let entered = try await world.verifyCode(phone, code, registration: registration)

        #expect(entered.status == 200)
        let client = world.with(token: try #require(entered["access_token"]?.stringValue))
        let me = try await client.get("/api/auth/me")
        #expect(me["phone_verified"] == true && me["shop_name"] == "أسواق سلام" && me["email"] == nil)
        #expect(
            try await world.logIn(["phone": .string(phone), "password": .string(password)]).status == 200
        )
        let token = try await world.mailedToken(to: "salam@example.com")
        #expect(try await world.verify(token).status == 200, "the link and the account's password")
        #expect(try await client.get("/api/auth/me")["email"] == "salam@example.com")
        #expect(
            try await world.logIn(["email": "salam@example.com", "password": .string(password)]).status == 200
        )
    }

    @Test(arguments: [1, 89, 91])
    func `a number that was given to another opens an account of theirs, not the one it was left with`(
        days: Int
    ) async throws {
        let world = try await market()
        _ = try await world.token(of: .omar)
        world.clock.advance(by: .days(days))
        let asked = try await world.register("salam@example.com", Person.omarsPhone)
        let registration = try #require(asked["registration"]?.stringValue)
        _ = try await world.requestCode(Person.omarsPhone)
        let code = try #require(try await world.textedCode(to: Person.omarsPhone))

        let entered = try await world.verifyCode(Person.omarsPhone, code, registration: registration)

        let client = world.with(token: try #require(entered["access_token"]?.stringValue))
        let name = try await client.get("/api/auth/me")["name"]
        #expect(name == (days < 90 ? "Omar Hadi" : "Salam Jasim"))
        let omar = try await world.as(.omar).get("/api/auth/me")
        #expect(omar["phone"]?.stringValue == (days < 90 ? Person.omarsPhone : nil))
    }

    @Test func `what someone else registered with one's number is not opened by one's code`() async throws {
        let world = try await market()
        let trap = try await world.register("thief@example.com", phone)
        _ = try await world.requestCode(phone)
        let code = try #require(try await world.textedCode(to: phone))

        #expect(try await world.verifyCode(phone, code).status == 401, "the registration must be named")
        #expect(try await world.count("SELECT COUNT(*) FROM account WHERE phone = \(phone)") == 0)
        #expect(trap.status == 202)
    }

    @Test func `an account that only claims a number is not entered with it, and loses it to who shows it`()
        async throws
    {
        let world = try await market()
        _ = try await world.register("thief@example.com", phone)
        let link = try await world.mailedToken(to: "thief@example.com")
        #expect(try await world.verify(link).status == 200)
        let mine = try await world.register("salam@example.com", phone)

        _ = try await world.requestCode(phone)
        let first = try #require(try await world.textedCode(to: phone))
        #expect(
            try await world.verifyCode(phone, first).status == 401,
            "it is not the claimer's account that opens"
        )
        _ = try await world.requestCode(phone)
        let second = try #require(try await world.textedCode(to: phone))
        let entered = try await world.verifyCode(
            phone,
            second,
            registration: mine["registration"]?.stringValue
        )

        #expect(entered.status == 200)
        let login = try await world.logIn(["email": "thief@example.com", "password": .string(password)])
        let thief = world.with(token: try #require(login["access_token"]?.stringValue))
        #expect(try await thief.get("/api/auth/me")["phone"] == nil)
        #expect(try await world.audit().contains("account.lose_phone"))
    }

    @Test func `nobody's address is taken by a phone, and none is found out`() async throws {
        let world = try await market()
        let trap = try await world.register(Person.zainab.email, phone)
        _ = try await world.requestCode(phone)
        let code = try #require(try await world.textedCode(to: phone))

        let entered = try await world.verifyCode(phone, code, registration: trap["registration"]?.stringValue)

        #expect(entered.status == 200, "as with an address that nobody has")
        #expect(try await world.as(.zainab).get("/api/auth/me")["phone"]?.stringValue == Person.zainabsPhone)
        #expect(entered["account"]?["email"]?.stringValue != Person.zainab.email)
    }

    @Test func `one's own claim becomes a way in with a code shown while logged in`() async throws {
        let world = try await market()
        let path = "/api/users/\(try await world.id(of: .omar))"
        let changed = try await world.as(.omar).put(path, ["phone": .string(phone)])
        #expect(changed["phone_verified"] == false)
        let login: JSONValue = ["phone": .string(phone), "password": .string(Person.demoPassword)]
        #expect(try await world.logIn(login).status == 401)
        #expect(
            try await world.logIn([
                "phone": .string(Person.omarsPhone), "password": .string(Person.demoPassword),
            ]).status == 401
        )

        _ = try await world.requestCode(phone)
        let code = try #require(try await world.textedCode(to: phone))
        #expect(try await world.verifyCode(phone, code, as: world.as(.omar)).status == 200)

        #expect(try await world.logIn(login).status == 200)
        #expect(try await world.as(.omar).get("/api/auth/me")["phone_verified"] == true)
    }

    @Test
    func `a number is claimed with the same answer whoever has it; a session found open cannot change it`()
        async throws
    {
        let world = try await market()
        let path = "/api/users/\(try await world.id(of: .omar))"
        let taken = try await world.as(.omar).put(path, ["phone": .string(Person.zainabsPhone)])
        let free = try await world.as(.omar).put(path, ["phone": "+9647709990004"])
        #expect(taken.status == 200 && taken["phone_verified"] == false)
        #expect(
            taken.seen(without: ["phone", "updated_at", "version"])
                == free.seen(without: ["phone", "updated_at", "version"])
        )
        let login: JSONValue = [
            "phone": .string(Person.zainabsPhone), "password": .string(Person.demoPassword),
        ]
        let zainab = try await world.logIn(login)
        #expect(zainab["account"]?["email"]?.stringValue == Person.zainab.email, "its owner keeps it")
        let token = try await world.token(of: .omar)
        world.clock.advance(by: .minutes(20))

        let stale = try await world.with(token: token).put(path, ["phone": .string(phone)])

        #expect(stale.status == 403 && stale["code"] == "step_up_required")
    }

    @Test func `two who want one number at once: both claim it, who shows it has it`() async throws {
        let world = try await market()
        let (omar, zainab) = (try await world.id(of: .omar), try await world.id(of: .zainab))

        let answers = try await world.atOnce(10) { index in
            let (person, id) = index % 2 == 0 ? (Person.omar, omar) : (.zainab, zainab)
            return try await world.as(person).put("/api/users/\(id)", ["phone": .string(phone)])
        }

        #expect(answers.statuses.keys.allSatisfy { [200, 412].contains($0) }, "\(answers.statuses)")
        #expect(try await world.count("SELECT COUNT(*) FROM account WHERE phone = \(phone)") == 2)
        _ = try await world.requestCode(phone)
        let code = try #require(try await world.textedCode(to: phone))
        #expect(try await world.verifyCode(phone, code, as: world.as(.omar)).status == 200)
        #expect(try await world.as(.omar).get("/api/auth/me")["phone_verified"] == true)
        #expect(try await world.as(.zainab).get("/api/auth/me")["phone"] == nil)
    }

    @Test func `an account claims three numbers a day, and each is on record`() async throws {
        let world = try await market()
        let path = "/api/users/\(try await world.id(of: .omar))"

        let answers = try await world.atOnce(50) { index in
            try await world.as(.omar).put(path, ["phone": .string("+96477099900\(10 + index)")])
        }

        #expect(answers.statuses[200] == 3, "\(answers.statuses)")
        #expect(answers.statuses.keys.allSatisfy { [200, 412, 429].contains($0) })
        #expect(try await world.audit().count { $0 == "account.claim_phone" } == 3)
        world.clock.advance(by: .days(2))
        #expect(try await world.as(.omar).put(path, ["phone": .string(phone)]).status == 200)
    }
}
