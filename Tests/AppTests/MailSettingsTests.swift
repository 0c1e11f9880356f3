import CAF
import Kernel
import Platform
import Testing

@testable import App

@Suite struct MailSettingsTests {
    private let production = [
        "PORTICO_ENV": "production", "PORTICO_SECRET": "0123456789abcdef0123456789abcdef",
    ]

    @Test func `without settings mails go into files in development, and nowhere in production`() throws {
        #expect(try configuration([:]).mail == .folder("data/mail"))
        #expect(try configuration(production).mail == .none)
    }

    @Test func `a mail server needs someone to send from`() throws {
        let server = "smtp://bob:secret@mail.example:587?tls=required"

        let whole = try configuration(["PORTICO_SMTP_URL": server, "PORTICO_MAIL_FROM": "desk@desk.example"])

        #expect(whole.mail == SMTPServer(server).map { .smtp($0, authorities: nil) })
        #expect(whole.mailFrom?.rawValue == "desk@desk.example")
        #expect(faults(["PORTICO_SMTP_URL": server]) == ["PORTICO_MAIL_FROM: is required to send mails"])
    }

    @Test func `what is wrong is said`() {
        let from = ["PORTICO_MAIL_FROM": "desk@desk.example"]
        #expect(faults(["PORTICO_SMTP_URL": "mail.example"].merging(from) { $1 }).count == 1)
        #expect(
            faults(["PORTICO_SMTP_URL": "smtp://b:s@mail.example?tls=none"].merging(from) { $1 }).count == 1
        )
        #expect(faults(["PORTICO_MAIL_FROM": "desk"]).count == 1)
        #expect(
            faults(
                ["PORTICO_SMTP_URL": "smtp://mail.example", "PORTICO_SENDGRID_KEY": "SG.1"].merging(from) {
                    $1
                }
            ).count == 1
        )
    }

    @Test func `SES needs its key`() throws {
        let values = ["PORTICO_SES_REGION": "eu-south-1", "PORTICO_MAIL_FROM": "desk@desk.example"]
        let keys = ["PORTICO_SES_ACCESS_KEY": "AKID", "PORTICO_SES_SECRET_KEY": "hush"]

        #expect(faults(values).count == 1)
        #expect(
            try configuration(values.merging(keys) { $1 }).mail
                == .ses(region: "eu-south-1", accessKey: "AKID", secretKey: "hush")
        )
    }

    private func configuration(_ values: [String: String]) throws -> Configuration {
        try Configuration(Variables(values), products: [caf])
    }

    private func faults(_ values: [String: String]) -> [String] {
        do {
            _ = try configuration(values)
            return []
        } catch {
            return (error as? Misconfigured)?.faults ?? ["\(error)"]
        }
    }
}
