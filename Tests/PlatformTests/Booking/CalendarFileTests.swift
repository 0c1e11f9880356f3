import Kernel
import TestKit
import Testing

@testable import Platform

@Suite struct CalendarFileTests {
    private static let start = Instant("2026-11-24T09:30:00Z") ?? Instant(seconds: 0)

    private static func event(_ summary: String, at start: Instant = start) -> CalendarEvent {
        CalendarEvent(
            uid: "0193-4a5b",
            sequence: 3,
            stamp: start,
            start: start,
            end: start + .minutes(45),
            summary: summary
        )
    }

    @Test(arguments: [
        "Consulenza ISEE", "a; b, c \\ d: e\nnuova riga", "Perché è già così, no?", "مرحبا بكم في مكتبنا",
        String(repeating: "è", count: 200), String(repeating: "x", count: 74) + "👨‍👩‍👧‍👦 family",
        "BEGIN:VEVENT", "\\n is not a line break", "=?utf-8?q?x?=", "\"quoted\"", "",
    ]) func `a text is read as it was written`(text: String) throws {
        var event = Self.event(text)
        event.location = text
        event.details = text

        let read = try PythonCalendar(CalendarFile(.publish, [event], named: text).bytes)

        let one = try #require(read.events.first)
        #expect(read.events.count == 1)
        #expect(one.summary == text && one.location == text && one.details == text)
        #expect(one.sequence == 3 && one.uid == "0193-4a5b")
        #expect(one.start == "2026-11-24T09:30:00Z" && one.end == "2026-11-24T10:15:00Z")
    }

    @Test func `no value begins a line of its own`() throws {
        let evil = "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\u{0}\u{85}UID:2\u{2028}STATUS:CANCELLED\u{7}"
        let address = EmailAddress(unchecked: "giulia@example.com")
        var event = Self.event(evil)
        event.details = evil
        event.organizer = .init(name: evil, address: address)
        event.attendee = .init(name: "Anna \"la ^ rossa\"; Neri: \(evil)", address: address)

        let file = CalendarFile(.request, [event], named: evil)
        let read = try PythonCalendar(file.bytes)

        #expect(read.events.count == 1 && read.method == "REQUEST")
        #expect(read.events.first?.status == "CONFIRMED")
        #expect(read.events.first?.attendee == "mailto:giulia@example.com")
        #expect(read.events.first?.attendeeName?.hasPrefix("Anna \"la ^ rossa\"; Neri: x") == true)
        #expect(file.attachment.mediaType == "text/calendar; charset=utf-8; method=REQUEST")
    }

    @Test func `a thousand entries are a thousand, in their order`() throws {
        let events = (0..<1_000).map { Self.event("n. \($0)", at: Self.start + .hours($0)) }

        let read = try PythonCalendar(CalendarFile(.publish, events).bytes)

        #expect(read.events.map(\.summary) == events.map(\.summary))
        #expect(read.events.last?.start == (Self.start + .hours(999)).description)
    }

    @Test func `a moment in words`() {
        let moment = Self.start
        #expect(WallText.text(moment, in: .rome, .italian) == "martedì 24 novembre 2026, ore 10:30")
        #expect(WallText.text(moment, in: .baghdad, .english) == "Tuesday 24 November 2026, 12:30")
    }
}

extension CalendarFileTests {
    @Test func `no name of anybody's begins a line of a calendar`() throws {
        let hostile =
            "x\r\nATTENDEE:mailto:eve@evil.example\u{2028}BEGIN:VEVENT\u{85}URL:https://evil.example\n\rX\u{B}Y:\"z\";^n"
        var event = Self.event(hostile, at: Self.start)
        event.location = hostile
        event.details = hostile
        event.organizer = .init(name: "Desk", address: EmailAddress(unchecked: "desk@example.com"))
        event.attendee = .init(name: hostile, address: EmailAddress(unchecked: "giulia@example.com"))

        let text = String(decoding: CalendarFile(.request, [event], named: hostile).bytes, as: UTF8.self)

        let starts = text.split(separator: "\r\n").compactMap { line in
            line.first == " " ? nil : String(line.prefix { $0.isLetter || $0 == "-" })
        }
        #expect(starts.filter { $0 == "ATTENDEE" || $0 == "BEGIN" } == ["BEGIN", "BEGIN", "ATTENDEE"])
        #expect(!starts.contains("URL") && !starts.contains("Y") && !starts.contains("X"))
        // Readers that end lines elsewhere than the standard does find no more of them.
        let others = text.unicodeScalars.filter { ["\u{2028}", "\u{2029}", "\u{85}", "\u{B}"].contains($0) }
        #expect(others.isEmpty)
        #expect(try PythonCalendar(Array(text.utf8)).events.count == 1)
    }
}
