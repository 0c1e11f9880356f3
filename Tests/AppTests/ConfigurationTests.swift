import CAF
import Foundation
import Kernel
import Platform
import Testing
import Web
import Wellness

@testable import App

@Suite struct ConfigurationTests {
    private let secret = "0123456789abcdef0123456789abcdef"

    @Test func `nothing needs to be configured in development`() throws {
        let configuration = try Configuration(Variables([:]), products: [caf])

        #expect(!configuration.isProduction)
        #expect(configuration.server.port == 8080)
        #expect(configuration.databases["caf"] == .sqlite("data/caf.sqlite", isFolder: true))
    }

    @Test func `everything that is wrong is said at once`() throws {
        let variables = Variables([
            "PORTICO_ENV": "staging", "PORTICO_PORT": "eighty", "PORTICO_SECRET": "short",
            "PORTICO_TLS_KEY": "key.pem",
            "PORTICO_TRUSTED_PROXIES": "10.0.0.0/8, everyone", "PORTICO_DATABASE_URL": "mysql://x",
            "PORTICO_WEBHOOK_ALLOW": "the office",
        ])

        let refusal = #expect(throws: Misconfigured.self) { try Configuration(variables, products: [caf]) }

        let names = Set(
            (refusal?.faults ?? []).compactMap { $0.split(separator: ":").first.map(String.init) }
        )
        #expect(
            names == [
                "PORTICO_ENV", "PORTICO_PORT", "PORTICO_SECRET", "PORTICO_TLS_CERT",
                "PORTICO_TRUSTED_PROXIES", "PORTICO_WEBHOOK_ALLOW",
                "PORTICO_DATABASE_URL",
            ]
        )
    }

    @Test func `a front end of one's own is known for all products, or for one`() throws {
        func frontEnd(_ values: [String: String], isAlone: Bool = true) throws -> String? {
            try Configuration(Variables(values), products: [caf]).dependencies(of: "caf", isAlone: isAlone)
                .frontEnd
        }
        let shared = ["PORTICO_APP_URL": "https://app.example/"]
        let own = shared.merging(["PORTICO_CAF_APP_URL": "https://caf.example/it/"]) { $1 }

        #expect(try frontEnd([:]) == nil)
        #expect(try frontEnd(shared) == "https://app.example")
        #expect(try frontEnd(shared, isAlone: false) == "https://app.example/caf")
        #expect(try frontEnd(own, isAlone: false) == "https://caf.example/it")
        let refusal = #expect(throws: Misconfigured.self) { try frontEnd(["PORTICO_APP_URL": "app.example"]) }
        #expect(refusal?.faults == ["PORTICO_APP_URL: is not an http:// or https:// address"])
    }

    @Test func `files lie in a folder or in a bucket`() throws {
        func read(_ values: [String: String]) throws -> Configuration {
            try Configuration(Variables(values), products: [caf])
        }
        let keys = ["PORTICO_S3_ACCESS_KEY": "AKID", "PORTICO_S3_SECRET_KEY": "hush"]

        #expect(try read([:]).storage == .folder("data/files"))
        #expect(try read(["PORTICO_STORAGE": "/srv/files/"]).storage == .folder("/srv/files"))
        let bucket = try read(keys.merging(["PORTICO_STORAGE": "s3://papers/rome/"]) { $1 }).storage
        #expect(
            bucket
                == .bucket(
                    Bucket.Settings(
                        endpoint: "https://s3.eu-south-1.amazonaws.com",
                        bucket: "papers",
                        prefix: "rome/",
                        region: "eu-south-1",
                        accessKey: "AKID",
                        secretKey: "hush"
                    )
                )
        )
        for wrong in ["s3://", "s3://papers", "ftp://papers"] {
            #expect(throws: Misconfigured.self) { try read(["PORTICO_STORAGE": wrong]) }
        }
        #expect(try read(["PORTICO_CLAMD": "tcp:clamd:3310"]).scanner != nil)
        #expect(throws: Misconfigured.self) { try read(["PORTICO_CLAMD": "clamd"]) }
    }

    @Test func `webhooks go to the public internet, and over https alone in production`() throws {
        let variables = Variables([
            "PORTICO_ENV": "production", "PORTICO_SECRET": secret, "PORTICO_WEBHOOK_ALLOW": "10.1.0.0/16",
        ])

        let production = try Configuration(variables, products: [caf]).dependencies(of: "caf", isAlone: true)
        let development = try Configuration(Variables([:]), products: [caf]).dependencies(
            of: "caf",
            isAlone: true
        )

        #expect(
            production.webhooks.demandsTLS && production.webhooks.allowed == [AddressRange("10.1.0.0/16")]
        )
        #expect(!development.webhooks.demandsTLS && development.webhooks.allowed.isEmpty)
    }

    @Test func `production does not start without a secret`() throws {
        let refusal = #expect(throws: Misconfigured.self) {
            try Configuration(Variables(["PORTICO_ENV": "production"]), products: [caf])
        }

        #expect(refusal?.faults == ["PORTICO_SECRET: is required in production"])
        #expect(throws: Misconfigured.self) {
            let weak = ["PORTICO_ENV": "production", "PORTICO_SECRET": String(repeating: "x", count: 40)]
            return try Configuration(Variables(weak), products: [caf])
        }
        let good = Variables(["PORTICO_ENV": "production", "PORTICO_SECRET": secret])
        #expect(try Configuration(good, products: [caf]).isProduction)
    }

    @Test func `production does not seal the diaries of people with a key of the secret`() throws {
        let key = Base64.standard.encode(Array(repeating: UInt8(7), count: 32))
        func read(_ keys: String?, _ products: [ProductDefinition] = [wellness]) throws -> Configuration {
            var variables = ["PORTICO_ENV": "production", "PORTICO_SECRET": secret]
            variables["PORTICO_FIELD_KEYS"] = keys
            return try Configuration(Variables(variables), products: products)
        }

        let refusal = #expect(throws: Misconfigured.self) { try read(nil) }
        #expect(
            refusal?.faults.first?.hasPrefix("PORTICO_FIELD_KEYS: is required in production by wellness")
                == true
        )
        #expect(try read(nil, [caf]).fieldKeys.isEmpty)
        #expect(try read("2026-11:\(key)").fieldKeys.map(\.id) == ["2026-11"])
        for wrong in ["\(key)", "0:\(key)", "a:AAAA", "a:\(key),b:\(key)", "a:\(key),a:\(key)"] {
            let refusal = #expect(throws: Misconfigured.self) { try read(wrong) }
            #expect(refusal?.faults.count == 1 && refusal?.description.contains(key) == false, "\(wrong)")
        }
    }

    @Test func `each product has its own folder of backups`() throws {
        let none = try Configuration(Variables([:]), products: [caf])
        let some = try Configuration(Variables(["PORTICO_BACKUP_TO": "/srv/backups/"]), products: [caf])

        #expect(none.dependencies(of: "caf", isAlone: true).backupFolder == nil)
        #expect(some.dependencies(of: "caf", isAlone: true).backupFolder == "/srv/backups/caf")
    }

    @Test func `the demo people have no place in production`() throws {
        let start = { (environment: String) in
            try Start(
                products: [caf],
                configuration: Configuration(
                    Variables(["PORTICO_ENV": environment, "PORTICO_SECRET": secret]),
                    products: [caf]
                )
            )
        }

        #expect(throws: CommandFailure.self) { try start("production").refuseDemoInProduction() }
        #expect(throws: Never.self) { try start("development").refuseDemoInProduction() }
    }

    @Test func `a product's own database goes before the common one`() throws {
        let variables = Variables([
            "PORTICO_DATABASE_URL": "postgres://portico:hush@db/portico",
            "PORTICO_CAF_DATABASE_URL": "sqlite:/tmp/x.sqlite",
        ])

        let configuration = try Configuration(variables, products: [caf])

        #expect(configuration.databases["caf"] == .sqlite("/tmp/x.sqlite", isFolder: false))
        #expect(
            DatabaseLocation("postgres://portico:hush@db/portico", for: "caf")?.masked
                == "postgres://portico:****@db/portico"
        )
    }

    @Test func `a dotenv file is read as people write it`() {
        let values = Variables.parse(
            """
            # a comment
            PORTICO_PORT=9000
            export PORTICO_HOST = "0.0.0.0"
            PORTICO_SECRET='a=b'

            nonsense
            """
        )

        #expect(values == ["PORTICO_PORT": "9000", "PORTICO_HOST": "0.0.0.0", "PORTICO_SECRET": "a=b"])
    }

    @Test func `the numbers of the server are closed in production, or have a key`() throws {
        var variables = ["PORTICO_ENV": "production", "PORTICO_SECRET": secret]
        #expect(try Configuration(Variables(variables), products: [caf]).server.operations == .nobody)
        #expect(try Configuration(Variables([:]), products: [caf]).server.operations == .everyone)

        variables["PORTICO_OPS_TOKEN"] = "a token of some length"
        let opened = try Configuration(Variables(variables), products: [caf])
        #expect(opened.server.operations == .bearer("a token of some length"))

        variables["PORTICO_OPS_TOKEN"] = "short"
        #expect(throws: Misconfigured.self) { try Configuration(Variables(variables), products: [caf]) }
    }

    @Test(arguments: ["0.0.0.0", "::", "10.0.0.5", "portico.example"])
    func `development listens beyond this machine only when told twice`(host: String) throws {
        let once = ["PORTICO_HOST": host]
        let refusal = #expect(throws: Misconfigured.self) {
            try Configuration(Variables(once), products: [caf])
        }
        #expect(refusal?.faults.first?.hasPrefix("PORTICO_HOST: ") == true)

        for more in [
            ["PORTICO_ENV": "development"], ["PORTICO_ENV": "production", "PORTICO_SECRET": secret],
        ] {
            let told = Variables(once.merging(more) { $1 })
            #expect(try Configuration(told, products: [caf]).server.host == host)
        }
        for near in ["127.0.0.1", "127.3.2.1", "localhost", "::1"] {
            #expect(throws: Never.self) {
                try Configuration(Variables(["PORTICO_HOST": near]), products: [caf])
            }
        }
    }

    @Test func `the document is shown in development, and in production when asked for`() throws {
        let production = ["PORTICO_ENV": "production", "PORTICO_SECRET": secret]
        func shows(_ values: [String: String]) throws -> Bool {
            try Configuration(Variables(values), products: [caf]).server.showsDocs
        }

        #expect(try shows([:]) == true)
        #expect(try shows(["PORTICO_DOCS": "off"]) == false)
        #expect(try shows(production) == false)
        let asked = production.merging(["PORTICO_DOCS": "on"]) { $1 }
        #expect(try shows(asked) == true)
    }

    @Test func `files that others can read are found`() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        func make(_ mode: Int) throws {
            try? FileManager.default.removeItem(atPath: folder)
            try FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: mode]
            )
            FileManager.default.createFile(
                atPath: folder + "/a.sqlite",
                contents: nil,
                attributes: [.posixPermissions: 0o644]
            )
        }

        try make(0o755)
        #expect(Doctor.isOpen(folder + "/a.sqlite") && Doctor.isOpen(folder))
        try make(0o700)
        #expect(!Doctor.isOpen(folder + "/a.sqlite") && !Doctor.isOpen(folder))
        #expect(!Doctor.isOpen(folder + "/absent"))
        let variables = Variables(["PORTICO_DATABASE_URL": "sqlite:\(folder)/"])
        let places = Doctor.places(try Configuration(variables, products: [caf]))
        #expect(places.contains(folder + "/caf.sqlite-wal") && places.contains("data/mail"))
    }

    @Test func `a password among the parameters is not shown either`() {
        let shown = DatabaseLocation("postgres://db/portico?user=a&password=hush", for: "caf")?.masked
        #expect(shown == "postgres://db/portico?****")
    }

    @Test func `misspelt variables are noticed`() {
        let variables = Variables([
            "PORTICO_PROT": "1", "PORTICO_SECRET_FILE": "x", "PATH": "/bin", "PORTICO_TEST_POSTGRES": "",
        ])

        #expect(variables.unknownNames([caf]) == ["PORTICO_PROT"])
    }
}

@Suite struct ReferenceTests {
    @Test func `the reference has a page for every table`() async throws {
        let pages = try await ReferenceBook.pages(of: [caf])

        #expect(
            pages.map(\.name) == [
                "README.md", "configuration.md", "caf/routes.md", "caf/access.md", "caf/quotas.md",
                "caf/lifecycles.md",
                "caf/problems.md",
                "caf/jobs.md", "caf/erd.md", "caf/postman.json", "caf/openapi.json", "caf/operations.txt",
            ]
        )
        #expect(pages.allSatisfy { $0.text.utf8.count > 100 })
    }

    @Test func `the tables of every product are sound`() {
        for product in allProducts {
            #expect(product.access.flaws.isEmpty)
            let kinds = product.jobs.map { $0.kind }
            #expect(Set(kinds).count == kinds.count)
            #expect(Set(product.schedules.map(\.name)).count == product.schedules.count)
            for schedule in product.schedules { #expect(kinds.contains(type(of: schedule.job).kind)) }
        }
    }
}
