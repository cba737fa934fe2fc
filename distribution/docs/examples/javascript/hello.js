// npm install autobahn; node hello.js [ws://127.0.0.1:18080/ws]
const autobahn = require('autobahn');

const connection = new autobahn.Connection({
    url: process.argv[2] || 'ws://127.0.0.1:18080/ws',
    realm: 'realm1',
});

connection.onopen = async (session) => {
    await session.register('com.example.add', ([a, b]) => a + b);
    console.log('2 + 3 =', await session.call('com.example.add', [2, 3]));

    await session.subscribe('com.example.news', ([text]) => {
        console.log('news:', text);
        connection.close();
    });
    session.publish('com.example.news', ['hello from JavaScript'], {}, { exclude_me: false });
};

connection.open();
