import ArgumentParser
import Foundation
import Kernel
import Platform
import TestKit
import Testing

@testable import App

/// The commands as a person uses them, one after the other.
@Suite struct CommandTests {
    @Test func `every command says what it is for, and what each of its options means`() {
        var waiting: [any ParsableCommand.Type] = [Portico.self]
        var seen = 0
        while let command = waiting.popLast() {
            waiting += command.configuration.subcommands
            seen += 1
            let help = Portico.helpMessage(for: command, columns: 200)
            #expect(!command.configuration.abstract.isEmpty, "\(command)")
            // An option of which nothing is said is alone on its line.
            for line in help.split(separator: "\n") where line.hasPrefix("  -") || line.hasPrefix("  <") {
                #expect(line.dropFirst(2).contains("  "), "\(command): \(line)")
            }
        }
        #expect(seen > 15)
    }

    @Test(arguments: ["", "--help", "help", "help user create", "user", "serve --help", "--version"])
    func `help is an answer, not an error`(line: String) async throws {
        let outcome = try await Program().run(line)

        #expect(outcome.code == 0 && outcome.errors.isEmpty, "\(outcome)")
        #expect(outcome.answer.contains(line == "--version" ? serverVersion : "USAGE: portico"), "\(outcome)")
    }

    @Test func `a database is migrated once, and the doctor sees it`() async throws {
        let program = try await Program()

        let before = try await program.run("doctor")
        let planned = try await program.run("migrate --dry-run")
        let one = try await program.run("migrate --product caf")
        let rest = try await program.run("migrate")
        let again = try await program.run("migrate")
        let after = try await program.run("doctor")

        #expect(before.code == 0 && before.errors.isEmpty, "\(before)")
        #expect(before.answer.contains("hint  caf: pending migrations: platform/accounts-001"))
        #expect(planned.answer.hasPrefix("caf: pending platform/accounts-001, "), "\(planned)")
        #expect(planned.answer.contains("\ndistribution: pending platform/accounts-001, "))
        #expect(one.answer.hasPrefix("caf: applied platform/accounts-001, "), "\(one)")
        #expect(!one.answer.contains("distribution:"))
        #expect(rest.answer.hasPrefix("caf: nothing applied\ndistribution: applied platform/"), "\(rest)")
        #expect(again.answer == allProducts.map { "\($0.name): nothing applied\n" }.joined())
        #expect(after.code == 0 && after.answer.contains("ok    caf: all migrations are applied"), "\(after)")
        #expect(!after.answer.contains("BAD"))
        for outcome in [before, planned, one, rest, again, after] {
            #expect(outcome.code == 0 && outcome.complaint.isEmpty, "\(outcome)")
            outcome.expectPlainWords()
        }
    }

    @Test func `what is sealed is sealed again, and counted`() async throws {
        let program = try await Program()

        let early = try await program.run("reseal --product caf")
        _ = try await program.run("migrate --product caf")
        let outcome = try await program.run("reseal --product caf")

        #expect(early.code == 1 && early.answer.isEmpty, "\(early)")
        let done = "caf: 0 resealed, 0 keys rewrapped, 0 unreadable\n"
        #expect(outcome.code == 0 && outcome.answer == done, "\(outcome)")
        outcome.expectPlainWords()
    }

    @Test func `the doctor fails when something is wrong, and says what`() async throws {
        let program = try await Program(["PORTICO_MIGRATE": "off", "PORTICO_PROT": "80"])
        try program.folder.write([], to: "data/files/left-open")
        chmod("\(program.folder.path)/data", 0o755)
        chmod("\(program.folder.path)/data/files", 0o755)

        let outcome = try await program.run("doctor --product caf")

        #expect(outcome.code == 1 && outcome.complaint.isEmpty, "\(outcome)")
        #expect(outcome.answer.contains("BAD   caf: pending migrations: "), "\(outcome)")
        #expect(outcome.answer.contains("; run `portico migrate`\n"))
        #expect(
            outcome.answer.contains("BAD   files: other users of this machine can read data"),
            "\(outcome)"
        )
        #expect(outcome.answer.contains("hint  configuration: PORTICO_PROT is not a known setting"))
        outcome.expectPlainWords()
    }

    @Test func `a doctor who cannot reach anything still looks at everything`() async throws {
        let away = ["PORTICO_DATABASE_URL": "postgres://portico:hush@127.0.0.1:1/portico"]
        let nowhere = ["PORTICO_DATABASE_URL": "sqlite:/proc/nowhere/"]

        for environment in [away, nowhere] {
            let outcome = try await Program(environment).run("doctor")

            #expect(outcome.code == 1 && outcome.complaint.isEmpty, "\(outcome)")
            for product in ["caf", "distribution"] {
                #expect(outcome.answer.contains("BAD   \(product): database"), "\(outcome)")
                #expect(
                    outcome.answer.contains("ok    \(product): the file storage answers"),
                    "\(outcome)"
                )
            }
            outcome.expectPlainWords()
        }
    }

    @Test func `accounts are opened, listed and changed, and copies of them come back`() async throws {
        let program = try await Program()
        _ = try await program.run("migrate --product caf")
        let create = "user create --product caf --email sara@example.com --role"

        let made = try await program.run("\(create) admin", input: "Correct-horse-2026\n")
        let twice = try await program.run("\(create) admin", input: "Correct-horse-2026\n")
        let emperor = try await program.run("\(create) emperor", input: "Correct-horse-2026\n")
        let listed = try await program.run("user list --product caf")
        let others = try await program.run("user list --product caf --search marco")

        #expect(made.code == 0 && made.complaint.isEmpty, "\(made)")
        let id = made.answer.split(separator: " ").first.map(String.init) ?? ""
        #expect(ID<Never>(id) != nil && made.answer == "\(id)  sara@example.com  admin\n", "\(made)")
        #expect(twice.code == 1, "\(twice)")
        #expect(twice.complaint == "Error: There is already an account with this e-mail address.")
        #expect(emperor.code == 1 && emperor.complaint.contains("/role is not a role of this product"))
        #expect(listed.answer == "\(id)  sara@example.com  admin  active\n", "\(listed)")
        #expect(others.code == 0 && others.answer.isEmpty, "\(others)")

        let changed = try await program.run(
            "user password --product caf --email sara@example.com",
            input: "Another-horse-2026\n"
        )
        let weak = try await program.run(
            "user password --product caf --email sara@example.com",
            input: "horse\n"
        )
        let unknown = try await program.run(
            "user password --product caf --email nobody@example.com",
            input: "Another-horse-2026\n"
        )
        let single = try await program.run("user drop-second-factor --product caf --email sara@example.com")
        let stranger = try await program.run(
            "user drop-second-factor --product caf --email nobody@example.com"
        )

        #expect(changed.answer == "the password of sara@example.com is set\n", "\(changed)")
        #expect(weak.code == 1 && weak.complaint.contains("must have at least"), "\(weak)")
        #expect(
            unknown.complaint == "Error: caf has no account with the address nobody@example.com",
            "\(unknown)"
        )
        #expect(single.complaint == "Error: sara@example.com does not use two-step login", "\(single)")
        #expect(
            stranger.complaint == "Error: caf has no account with the address nobody@example.com",
            "\(stranger)"
        )

        let copied = try await program.run("backup copy --product caf")
        let full = try await program.run("backup copy --product caf")
        let back = try await program.run("restore copy --product caf")
        let other = try await Program()
        let restored = try await other.run("restore \(program.folder.path)/copy --product caf")
        let there = try await other.run("user list --product caf")

        #expect(copied.answer.hasPrefix("caf: ") && copied.answer.contains(" rows, 0 files"), "\(copied)")
        #expect(full.code == 1 && full.complaint == "Error: copy/caf is not empty", "\(full)")
        #expect(back.code == 1 && back.complaint == "Error: the table account is not empty", "\(back)")
        #expect(restored.code == 0 && restored.answer.contains(", as of 20"), "\(restored)")
        #expect(there.answer == listed.answer)
        let refused = [twice, emperor, weak, unknown, single, stranger, full, back]
        for outcome in refused {
            #expect(outcome.code == 1 && outcome.answer.isEmpty, "\(outcome)")
            outcome.expectPlainWords()
        }
    }

    @Test func `a password is asked for beside the answer, and not shown`() async throws {
        let program = try await Program()
        _ = try await program.run("migrate --product caf")

        let outcome = try await program.run(
            "user create --product caf --email sara@example.com --role admin",
            typing: "Correct-horse-2026",
            whenAsked: "password: "
        )

        #expect(outcome.code == 0 && outcome.answer.hasSuffix("  sara@example.com  admin\n"), "\(outcome)")
        #expect(outcome.complaint.hasPrefix("password: "), "\(outcome)")
        #expect(!(outcome.echo + outcome.output + outcome.errors).contains("horse"), "\(outcome)")
    }

    @Test func `what is written until the end is told line by line`() async throws {
        let program = try await Program()

        let outcome = try await program.run("crash-writes sqlite:crash.sqlite 1", until: "\n")

        let keys = outcome.output.split(separator: "\n").map { Int($0) }
        #expect(keys.count >= 1 && keys.allSatisfy { $0 ?? 0 >= 100_000_000 }, "\(outcome)")
        #expect(outcome.code == SIGTERM && outcome.errors.isEmpty, "\(outcome)")
    }

    @Test func `documents need neither a database nor a secret`() async throws {
        let program = try await Program(["PORTICO_DATABASE_URL": "postgres://127.0.0.1:1/nowhere"])

        let openapi = try await program.run("openapi --product caf")
        let routes = try await program.run("routes")
        let reference = try await program.run("reference book")

        let postman = try await program.run("postman --product caf")
        let diagram = try await program.run("erd --product caf")

        #expect(postman.code == 0 && postman.errors.isEmpty && postman.answer.contains("v2.1.0"))
        #expect(diagram.code == 0 && diagram.errors.isEmpty && diagram.answer.hasPrefix("erDiagram\n"))
        #expect(openapi.code == 0 && openapi.errors.isEmpty)
        #expect(try JSONValue(parsing: Array(openapi.answer.utf8))["openapi"]?.stringValue == "3.1.0")
        #expect(routes.code == 0 && routes.errors.isEmpty)
        for product in allProducts { #expect(routes.answer.contains("# \(product.title)\n")) }
        #expect(reference.code == 0 && reference.output.isEmpty && reference.errors.isEmpty)
        let names = Set(program.folder.files)
        #expect(Set(try await ReferenceBook.pages(of: allProducts).map { "book/\($0.name)" }) == names)
    }

    @Test func `the configuration is shown without its secrets`() async throws {
        let program = try await Program([
            "PORTICO_SECRET": "hush-hush-hush-hush-hush-hush-hush-hush", "PORTICO_PROT": "80",
            "PORTICO_CAF_DATABASE_URL": "postgres://portico:hush@db.example/portico", "PORTICO_PORT": "8081",
        ])

        let outcome = try await program.run("config")

        let lines = outcome.answer.split(separator: "\n").map(String.init)
        #expect(outcome.code == 0 && outcome.errors.isEmpty, "\(outcome)")
        #expect(lines.contains("PORTICO_PORT=8081") && lines.contains("PORTICO_HOST=127.0.0.1  (default)"))
        #expect(lines.contains("PORTICO_SECRET=****"))
        #expect(lines.contains("# caf: postgres://portico:****@db.example/portico"))
        #expect(lines.contains("# PORTICO_PROT is set, but is not a known setting"))
        outcome.expectPlainWords()
    }

    @Test func `demo data is written once`() async throws {
        let program = try await Program()

        let first = try await program.run("demo --product caf")
        let second = try await program.run("demo --product caf")
        let people = try await program.run("user list --product caf --search giulia")

        #expect(first.code == 0 && first.answer.isEmpty && first.complaint.isEmpty, "\(first)")
        #expect(first.errors.contains("demo data written"))
        #expect(
            second.code == 0 && second.errors.contains("no demo data written: there are accounts already")
        )
        #expect(people.answer.hasSuffix("  giulia.rossi@example.com  customer  active\n"), "\(people)")
    }

    @Test func `a server says where it is, and ends when it is told to`() async throws {
        let program = try await Program(["PORTICO_LOG_LEVEL": "notice"])

        let outcome = try await program.run(
            "serve --product caf --port 0",
            until: "portico is at http://127.0.0.1:"
        )

        #expect(outcome.code == 0 && outcome.errors.isEmpty, "\(outcome)")
        #expect(outcome.greeting.hasPrefix("portico is at http://127.0.0.1:"), "\(outcome)")
        #expect(outcome.greeting.hasSuffix("/docs"), "\(outcome)")
    }
}
