import Kernel
import Platform
import TestKit
import Testing

extension World {
    /// The subjects of the mails to a person, after jobs have run.
    func subjects(to person: Person) async throws -> [String] {
        try await runJobs()
        return mails(to: person).map(\.subject)
    }

    func forgot(_ email: String) async throws -> TestResponse {
        try await anonymous.post("/api/auth/forgot-password", ["email": .string(email)])
    }

    func reset(_ token: String, to password: String = "quattro gatti in fila") async throws -> TestResponse {
        try await anonymous.post(
            "/api/auth/reset-password",
            ["token": .string(token), "new_password": .string(password)]
        )
    }

    /// Of a registration with the password that the account is to have.
    func verify(_ token: String, choosing password: String? = nil) async throws -> TestResponse {
        var body: JSONValue = ["token": .string(token)]
        if let password { body["password"] = .string(password) }
        return try await anonymous.post("/api/auth/verify-email", body)
    }
}
