import TestKit
import Testing

@testable import App

/// Mistakes at the command line, and their messages.
@Suite struct RefusalTests {
    struct Mistake: Sendable, CustomTestStringConvertible {
        let line: String
        let environment: [String: String]
        let input: String
        let code: Int32
        /// The words of the error, all of them.
        let words: [String]

        init(
            _ line: String,
            in environment: [String: String] = [:],
            input: String = "",
            code: Int32 = 1,
            _ words: String...
        ) {
            self.line = line
            self.environment = environment
            self.input = input
            self.code = code
            self.words = words
        }

        var testDescription: String { "portico \(line)" }
    }

    private static let production = [
        "PORTICO_ENV": "production", "PORTICO_SECRET": "0123456789abcdef0123456789abcdef",
    ]
    private static let away = ["PORTICO_DATABASE_URL": "postgres://portico:hush@127.0.0.1:1/portico"]
    private static let nowhere = ["PORTICO_DATABASE_URL": "sqlite:/proc/nowhere/"]
    private static let fresh = ["PORTICO_DATABASE_URL": "sqlite:fresh/"]

    // Mistyped arguments exit with 64, EX_USAGE, and the usage of that very command; everything else with 1.
    // swift-format-ignore
    private static let mistakes = [
        Mistake("nonsense", code: 64, "Unexpected argument 'nonsense'", "Usage: portico <subcommand>"),
        Mistake("serve --port eighty", code: 64, "The value 'eighty' is invalid for '--port <port>'", "Usage: portico serve"),
        Mistake("serve --port 65536", code: 64, "65536 is not a port", "Usage: portico serve"),
        Mistake("migrate --all", code: 64, "Unknown option '--all'", "Usage: portico migrate"),
        Mistake("migrate --product shop", code: 64, "there is no product shop; the products are caf, distribution", "Usage: portico migrate"),
        Mistake("routes --product shop", code: 64, "there is no product shop", "Usage: portico routes"),
        Mistake("openapi", code: 64, "choose one with --product: caf, distribution", "Usage: portico openapi"),
        Mistake("reference", code: 64, "Missing expected argument '<folder>'", "Usage: portico reference <folder>"),
        Mistake("backup", code: 64, "Missing expected argument '<folder>'", "A new or empty folder."),
        Mistake("crash-writes sqlite:x.sqlite many", code: 64, "The value 'many' is invalid for '<base>'", "Usage: portico crash-writes"),
        Mistake("user list", code: 64, "Missing expected argument '--product <product>'", "Usage: portico user list"),
        Mistake("user list --product shop", code: 64, "there is no product shop", "Usage: portico user list"),
        Mistake("user create --product caf --email nobody --role admin", code: 64, "nobody is not an e-mail address", "Usage: portico user create"),
        Mistake("user create --product caf --email a@example.com --role admin", "no password on standard input"),

        Mistake("config", in: ["PORTICO_ENV": "staging", "PORTICO_PORT": "eighty"], "PORTICO_ENV: staging is not one of development, production", "PORTICO_PORT: eighty is not a whole number"),
        Mistake("doctor", in: ["PORTICO_SECRET_FILE": "/nowhere"], "PORTICO_SECRET: the file /nowhere cannot be read"),
        Mistake("serve --product caf", in: ["PORTICO_ENV": "production"], "PORTICO_SECRET: is required in production"),
        Mistake("serve --product caf --demo", in: production, "demo data is refused in production: its passwords are public"),
        Mistake("demo --product caf", in: production, "demo data is refused in production: its passwords are public"),

        Mistake("migrate", in: away, "connection to server at \"127.0.0.1\", port 1 failed: Connection refused"),
        Mistake("serve", in: away, "Connection refused"),
        Mistake("backup copy", in: away, "Connection refused"),
        Mistake("migrate", in: nowhere, "the folder /proc/nowhere cannot be created"),
        Mistake("reference /proc/nowhere", "the folder /proc/nowhere cannot be created"),
        Mistake("serve --product caf", in: fresh.merging(["PORTICO_MIGRATE": "off"]) { $1 }, "caf has pending migrations; run `portico migrate`: platform/accounts-001"),
        Mistake("user list --product caf", in: fresh, "caf has pending migrations; run `portico migrate`"),
        Mistake("user drop-second-factor --product caf --email a@example.com", in: fresh, "caf has pending migrations; run `portico migrate`"),
        Mistake("backup copy --product caf", in: fresh, "caf has no tables yet, so there is nothing to copy"),
        Mistake("restore nowhere --product caf", in: fresh, "nowhere/caf is not a complete backup"),
    ]

    @Test(arguments: mistakes)
    func `a mistake is refused in plain words, and nothing is answered`(mistake: Mistake) async throws {
        let program = try await Program(mistake.environment)

        let outcome = try await program.run(mistake.line, input: mistake.input)

        #expect(outcome.code == mistake.code, "\(outcome)")
        let isServer = mistake.line.hasPrefix("serve")
        #expect((isServer ? outcome.greeting : outcome.answer).isEmpty, "\(outcome)")
        #expect(outcome.complaint.hasPrefix("Error: "), "\(outcome)")
        for words in mistake.words { #expect(outcome.complaint.contains(words), "\(outcome)") }
        outcome.expectPlainWords()
    }

    @Test func `a database that is none, or of a later version, is refused in plain words`() async throws {
        let program = try await Program(["PORTICO_DATABASE_URL": "sqlite:data/"])
        try program.folder.write(
            Array(String(repeating: "no database ", count: 100).utf8),
            to: "data/caf.sqlite"
        )

        let migrated = try await program.run("migrate --product caf")
        let examined = try await program.run("doctor --product caf")

        #expect(migrated.code == 1 && migrated.complaint.contains("file is not a database"), "\(migrated)")
        #expect(examined.code == 1 && examined.answer.contains("BAD   caf: database"), "\(examined)")
        migrated.expectPlainWords()
        examined.expectPlainWords()
    }
}
