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

    func verify(_ token: String) async throws -> TestResponse {
        try await anonymous.post("/api/auth/verify-email", ["token": .string(token)])
    }
}
