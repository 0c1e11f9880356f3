import Kernel
import Platform
import TestKit
import Testing

@testable import Distribution

/// Numbers that others set are claims.
@Suite struct PhoneSetTests {
    private let phone = "+9647709990077"

    @Test func `a number that an administrator has set opens nothing until its owner has shown it`()
        async throws
    {
        let world = try await market()
        let path = "/api/users/\(try await world.id(of: .omar))"
        let login: JSONValue = ["phone": .string(phone), "password": .string(Person.demoPassword)]

        let set = try await world.as(.noor).put(path, ["phone": .string(phone)])
        _ = try await world.requestCode(phone)
        let code = try #require(try await world.textedCode(to: phone))

        #expect(set.status == 200 && set["phone_verified"] == false, "\(set)")
        #expect(try await world.verifyCode(phone, code).status == 401, "even for the owner of the phone")
        #expect(try await world.logIn(login).status == 401)
        let told = world.mails(to: .omar).map(\.subject)
        #expect(told.contains("أُضيف رقم هاتف إلى حسابك"), "\(told)")

        try await world.show(phone, as: .omar)

        #expect(try await world.logIn(login).status == 200)
    }

    @Test func `nor does that of a vendor who is let in with it`() async throws {
        let world = try await market()
        let furat = try await world.companyNamed("Al-Furat Trading")
        let sami = Person("sami", email: "sami.furat@example.com", password: "quattro gatti in fila")
        let added = try await world.as(.noor).post(
            "/api/companies/\(furat)/vendors",
            ["name": "Sami", "email": .string(sami.email), "phone": .string(phone)]
        )
        #expect(added.status == 201, "\(added)")
        try await world.choosesPassword(sami)
        _ = try await world.requestCode(phone)
        let code = try #require(try await world.textedCode(to: phone))

        #expect(try await world.verifyCode(phone, code).status == 401)
    }
}

extension World {
    /// Someone who is logged in shows the code that was sent to the number in their account.
    func show(_ phone: String, as person: Person) async throws {
        _ = try await requestCode(phone)
        guard let code = try await textedCode(to: phone),
            try await verifyCode(phone, code, as: self.as(person)).status == 200
        else { throw TestFailure("\(person.name) has not shown \(phone)") }
    }
}
