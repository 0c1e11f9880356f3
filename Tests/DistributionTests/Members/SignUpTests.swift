import Kernel
import Store
import TestKit
import Testing

@testable import Distribution

@Suite struct SignUpTests {
    private let phone = "+9647709990001"

    @Test func `a shop owner who registers comes in by the mailed link, with shop and zone`() async throws {
        let world = try await market()

        let asked = try await world.register(
            "salam@example.com",
            phone,
            changes: ["locale": "ku", "shop_address": "شارع حيفا"]
        )
        #expect(asked.status == 202)
        let token = try await world.mailedToken(to: "salam@example.com")
        #expect(try await world.verify(token).status == 200)
        let login = try await world.logIn(["email": "salam@example.com", "password": "سبع قطط في صف واحد"])

        #expect(login.status == 200 && login["expires_in"] == 3600)
        let me = try await world.with(token: try #require(login["access_token"]?.stringValue)).get(
            "/api/auth/me"
        )
        #expect(me["role"] == "shop_owner" && me["shop_name"] == "أسواق سلام" && me["locale"] == "ku")
        #expect(me["zones"]?.arrayValue?.count == 1 && me["shop_address"] == "شارع حيفا")
        #expect(me["email_verified"] == true && me["phone"]?.stringValue == phone)
        #expect(me["phone_verified"] == false, "nobody has shown that the phone is theirs")
        #expect(
            try await world.logIn(["phone": .string(phone), "password": "سبع قطط في صف واحد"]).status == 401
        )
    }

    @Test func `registering tells nobody who is known by address or number`() async throws {
        let world = try await market()

        let free = try await world.register("salam@example.com", phone)
        let takenAddress = try await world.register(Person.omar.email, phone)
        let takenNumber = try await world.register("other@example.com", Person.omarsPhone)

        #expect(free["message"] != nil && free["registration"] != nil)
        for answer in [takenAddress, takenNumber] {
            #expect(answer.status == free.status && answer["message"] == free["message"])
            #expect(answer.json.objectValue?.names == free.json.objectValue?.names)
        }
    }

    @Test func `what is missing or unknown is refused`() async throws {
        let world = try await market()
        let nowhere = ID<DeliveryZone>.placeholder.description

        #expect(try await world.register("a@example.com", "0770").faults["/phone"] == "invalid_phone")
        let unknown = try await world.register("a@example.com", phone, changes: ["zone_id": .string(nowhere)])
        #expect(unknown.faults == ["/zone_id": "unknown_zone"])
        let weak = try await world.register("a@example.com", phone, password: "password1234")
        #expect(weak.faults.keys.contains("/password"))
        let open = try await world.register("a@example.com", phone, changes: ["password": .null])
        #expect(open.faults["/password"] == "required", "\(open)")
        let nul = try await world.register("a@example.com", phone, changes: ["name": "a\u{0}b"])
        #expect(nul.faults.keys.contains("/name"))
        #expect(try await world.count("SELECT COUNT(*) FROM registration") == 0)
    }

    @Test func `one logs in with address or number, never with both or none`() async throws {
        let world = try await market()
        let password = JSONValue.string(Person.demoPassword)

        #expect(
            try await world.logIn(["phone": .string(Person.omarsPhone), "password": password]).status == 200
        )
        #expect(try await world.logIn(["phone": "+964 770 100 0006", "password": password]).status == 200)
        #expect(try await world.logIn(["password": password]).faults["/email"] == "required")
        let both = try await world.logIn([
            "email": .string(Person.omar.email), "phone": .string(Person.omarsPhone), "password": password,
        ])
        #expect(both.faults["/phone"] == "either_email_or_phone")
        let unknown = try await world.logIn(["phone": .string(phone), "password": password])
        let wrong = try await world.logIn(["phone": .string(Person.omarsPhone), "password": "nonsense"])
        #expect(unknown.status == 401 && unknown["code"] == wrong["code"] && wrong.status == 401)
    }

    @Test func `two may claim one number, and neither answer tells of the other`() async throws {
        let world = try await market()
        for index in 1...2 {
            #expect(try await world.register("shop\(index)@example.com", phone).status == 202)
        }
        let first = try await world.mailedToken(to: "shop1@example.com")
        let second = try await world.mailedToken(to: "shop2@example.com")

        let answers = try await world.atOnce(2) { index in
            try await world.verify([first, second][index])
        }

        #expect(answers.map(\.status) == [200, 200])
        #expect(try await world.count("SELECT COUNT(*) FROM account WHERE phone = \(phone)") == 2)
        #expect(try await world.count("SELECT COUNT(*) FROM account WHERE phone_key = \(phone)") == 0)
    }
}
