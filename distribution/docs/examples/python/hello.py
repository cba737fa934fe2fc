# apt install python3-autobahn; python3 hello.py [ws://127.0.0.1:18080/ws]
import asyncio
import sys

from autobahn.asyncio.wamp import ApplicationRunner, ApplicationSession
from autobahn.wamp.types import PublishOptions


class Hello(ApplicationSession):
    async def onJoin(self, details):
        await self.register(lambda a, b: a + b, 'com.example.add')
        print('2 + 3 =', await self.call('com.example.add', 2, 3))

        await self.subscribe(self.on_news, 'com.example.news')
        self.publish('com.example.news', 'hello from Python',
                     options=PublishOptions(exclude_me=False))

    def on_news(self, text):
        print('news:', text)
        self.leave()

    def onDisconnect(self):
        asyncio.get_event_loop().stop()


url = sys.argv[1] if len(sys.argv) > 1 else 'ws://127.0.0.1:18080/ws'
ApplicationRunner(url, 'realm1').run(Hello)
