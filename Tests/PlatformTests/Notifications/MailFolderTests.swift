import Foundation
import Kernel
import TestKit
import Testing

@testable import Platform

@Suite struct MailFolderTests {
    @Test func `a mail is a file that a mail reader opens, once however often it is sent`() async throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("mails-\(UInt64.random(in: 0 ... .max))")
        defer { try? FileManager.default.removeItem(at: folder) }
        let mail = try Mail.sample(subject: "Più tardi")

        let carrier = MailFolder(folder.path)
        _ = try await carrier.send(mail)
        let receipt = try await carrier.send(mail)

        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(
            files.count == 1 && files.first == receipt.providerID && files.first?.hasSuffix(".eml") == true
        )
        let written = try Data(contentsOf: folder.appendingPathComponent(files.first ?? ""))
        #expect(Array(written) == MailMessage(mail).bytes)
    }

    @Test func `a folder that cannot be written to is a temporary failure`() async throws {
        let failure = await #expect(throws: MailFailure.self) {
            _ = try await MailFolder("/dev/null/mails").send(Mail.sample())
        }

        #expect(failure?.isPermanent == false)
    }
}
