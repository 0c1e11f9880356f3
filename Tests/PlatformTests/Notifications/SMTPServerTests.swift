import Testing

@testable import Platform

@Suite struct SMTPServerTests {
    @Test func `an address says everything`() {
        let full = SMTPServer("smtp://us%40er:p%3Ass@mail.example:2525?tls=opportunistic")
        let short = SMTPServer("smtp://mail.example")
        let secure = SMTPServer("smtps://bob:secret@[::1]/")

        #expect(
            full
                == SMTPServer(
                    host: "mail.example",
                    port: 2525,
                    security: .opportunistic,
                    user: "us@er",
                    password: "p:ss"
                )
        )
        #expect(short == SMTPServer(host: "mail.example", port: 587, security: .opportunistic))
        #expect(
            secure
                == SMTPServer(host: "[::1]", port: 465, security: .implicit, user: "bob", password: "secret")
        )
        #expect(SMTPServer("smtp://bob:secret@mail.example")?.security == .required)
    }

    @Test(arguments: [
        "", "mail.example", "http://mail.example", "smtp://", "smtp://:25", "smtp://mail.example:0",
        "smtp://mail.example:70000", "smtp://mail.example?tls=maybe", "smtp://mail.example?tls=implicit",
        "smtps://mail.example?tls=none", "smtp://mail example", "smtp://mail.example/x",
        "smtp://a%0d%0a:b@mail.example",
        "smtp://a%zz:b@mail.example", "smtp://:secret@mail.example", "smtp://mail.example:25\r\n",
    ]) func `anything else is none`(url: String) {
        #expect(SMTPServer(url) == nil)
    }
}
